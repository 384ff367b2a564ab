import assert from 'node:assert/strict';
import * as z from 'zod';
import type { AnsweredRequest } from '../../../src/http/audit.ts';
import { defineRoute } from '../../../src/http/route.ts';
import { credential } from '../../../src/identity/access/access.ts';
import { tokenActor } from '../../support/actors.ts';
import { ask } from '../../support/request.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const documentation = { tag: 'test', summary: 'Makes', access: credential } as const;

const make = defineRoute({
  ...documentation,
  method: 'POST',
  path: '/things',
  operationId: 'make',
  answers: { 201: z.object({ id: z.string() }) },
  handle: async () => ({ status: 201, body: { id: '7' } }),
});

const put = defineRoute({
  ...documentation,
  method: 'PUT',
  path: '/things/:name',
  operationId: 'put',
  params: z.strictObject({ name: z.string() }),
  answers: { 201: z.object({ name: z.string() }) },
  handle: async ({ params: { name } }) => ({ status: 201, body: { name } }),
});

const change = defineRoute({
  ...documentation,
  method: 'DELETE',
  path: '/things',
  operationId: 'change',
  answers: { 204: null },
  handle: async ({ note }) => {
    note({ object: 'things/8' });
    note({ recorded: true });
    return { status: 204 };
  },
});

describe('what is recorded of a change', () => {
  const recorded: AnsweredRequest[] = [];
  let app: TestApp;
  before(async () => {
    const actors = { alice: tokenActor([]) };
    const audit = async (request: AnsweredRequest) => void recorded.push(request);
    app = await startTestApp({ routes: [make, put, change], actors, audit });
  });
  after(() => app.close());

  it('is what is put where the request says, named once', async () => {
    const { status } = await ask(app.url, '/api/v1/things/9', { method: 'PUT', token: 'alice' });
    assert.equal(status, 201);
    assert.equal(recorded.pop()?.object, 'things/9');
  });

  it('is what it has made, and what it says of itself', async () => {
    for (const method of ['POST', 'DELETE']) {
      assert.ok((await ask(app.url, '/api/v1/things', { method, token: 'alice' })).status < 300);
    }
    assert.deepEqual(
      recorded.map((each) => [each.action, each.object, each.recorded]),
      [
        ['make', 'things/7', false],
        ['change', 'things/8', true],
      ],
    );
  });
});
