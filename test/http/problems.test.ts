import assert from 'node:assert/strict';
import * as z from 'zod';
import { catalogue, Problem } from '../../src/base/errors.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { greet, readHost } from './support/routes.ts';

const documentation = { tag: 'test', summary: 'Fails', access: anybody } as const;

const crash = defineRoute({
  ...documentation,
  method: 'GET',
  path: '/crash',
  operationId: 'crash',
  answers: { 200: z.object({}) },
  handle: async () => {
    throw new Error('the key is hunter2', { cause: new Error('the disk is gone') });
  },
});

const refuse = defineRoute({
  ...documentation,
  method: 'GET',
  path: '/refuse',
  operationId: 'refuse',
  answers: { 200: z.object({}) },
  problems: ['too-many-requests'],
  handle: async () => {
    const facts = { limit: 10, code: 'another' };
    throw new Problem('too-many-requests', 'Wait.', {
      headers: { 'retry-after': '7' },
      facts,
    });
  },
});

const undeclared = defineRoute({
  ...documentation,
  method: 'GET',
  path: '/undeclared',
  operationId: 'undeclared',
  answers: { 200: z.object({}) },
  handle: async () => ({ status: 201, body: {} }),
});

describe('a problem', () => {
  let app: TestApp;
  before(async () => {
    const actors = { reader: tokenActor(['hosts:read']) };
    app = await startTestApp({ routes: [crash, refuse, undeclared, greet, readHost], actors });
  });
  after(() => app.close());

  it('is answered with its facts and headers, which change none of its own members', async () => {
    const { status, headers, json } = await ask(app.url, '/api/v1/refuse');
    assert.equal(status, 429);
    assert.equal(headers.get('content-type'), 'application/problem+json');
    assert.equal(headers.get('retry-after'), '7');
    assert.deepEqual(json, {
      type: '/docs#too-many-requests',
      title: catalogue['too-many-requests'].title,
      status: 429,
      detail: 'Wait.',
      code: 'too-many-requests',
      requestId: headers.get('x-request-id'),
      limit: 10,
    });
  });

  it('inside tells nothing but its request id, and is logged with its causes', async () => {
    const { status, text, headers } = await ask(app.url, '/api/v1/crash');
    assert.equal(status, 500);
    assert.doesNotMatch(text, /hunter2|disk/);
    const requestId = headers.get('x-request-id') ?? '-';
    const line =
      app
        .log()
        .split('\n')
        .find((text) => /request failed/.test(text)) ?? '';
    assert.partialDeepStrictEqual(JSON.parse(line), {
      level: 'error',
      requestId,
      error: { message: 'the key is hunter2', cause: { message: 'the disk is gone' } },
    });
  });

  it('is what an answer of an undeclared status becomes', async () => {
    const { status } = await ask(app.url, '/api/v1/undeclared');
    assert.equal(status, 500);
    assert.match(app.log(), /undeclared answers 201, which it does not declare/);
  });

  for (const path of ['/nowhere', '/api/v1/nowhere', '/api/v1/Greeting', '/api/v1/greeting/']) {
    it(`is what an unknown path is answered with [${path}]`, async () => {
      const { status, json } = await ask(app.url, path);
      assert.equal(status, 404);
      assert.partialDeepStrictEqual(json, { code: 'not-found' });
    });
  }

  it('says what the paths of the API begin with, where that is all that is missing', async () => {
    for (const [path, words] of [
      ['/greeting', / The paths of the API begin with \/api\/v1\.$/],
      ['/nowhere', /^There is nothing at this address\.$/],
    ] as const) {
      const { status, json } = await ask(app.url, path);
      assert.equal(status, 404);
      assert.match(Object(json).detail, words);
    }
  });

  it('names the methods that a path takes', async () => {
    const { status, headers, json } = await ask(app.url, '/api/v1/greeting', { method: 'PUT' });
    assert.equal(status, 405);
    assert.equal(headers.get('allow'), 'GET, HEAD');
    assert.partialDeepStrictEqual(json, { code: 'method-not-allowed' });
  });

  it('answers a wrong method of a page, too', async () => {
    assert.equal((await ask(app.url, '/healthz', { method: 'POST' })).status, 405);
  });
});

describe('a request', () => {
  let app: TestApp;
  before(async () => {
    const actors = { 'fmr_secret-secret': tokenActor(['hosts:read']) };
    app = await startTestApp({ routes: [greet, readHost], actors });
  });
  after(() => app.close());

  it('keeps the id it comes with, where that is short and plain', async () => {
    const idOf = async (id: string) => {
      const headers = { 'x-request-id': id };
      return (await ask(app.url, '/api/v1/greeting', { headers })).headers.get('x-request-id');
    };
    assert.equal(await idOf('run_42-a'), 'run_42-a');
    assert.match((await idOf('a b')) ?? '', /^[\da-f-]{36}$/);
    assert.match((await idOf('x'.repeat(65))) ?? '', /^[\da-f-]{36}$/);
  });

  it('is logged in one line, with its route and actor and without anything secret', async () => {
    const headers = { 'x-request-id': 'log-test', cookie: 'fulmar_session=hunter2' };
    await ask(app.url, '/api/v1/hosts/h1?q=hunter2', { token: 'fmr_secret-secret', headers });
    const lines = app
      .log()
      .split('\n')
      .filter((text) => text.includes('log-test'));
    assert.equal(lines.length, 1);
    assert.doesNotMatch(app.log(), /hunter2|secret-secret/);
    assert.partialDeepStrictEqual(JSON.parse(lines[0] ?? ''), {
      method: 'GET',
      route: '/api/v1/hosts/:host',
      status: 400,
      account: 'alice',
      credential: 'fmr_test',
      problem: 'invalid-query',
    });
  });

  it('is answered with headers that keep browsers strict', async () => {
    const { headers } = await ask(app.url, '/api/v1/greeting');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-powered-by'), null);
  });

  it('may ask for the head alone', async () => {
    const { status, text } = await ask(app.url, '/api/v1/greeting', { method: 'HEAD' });
    assert.deepEqual([status, text], [200, '']);
  });
});
