import assert from 'node:assert/strict';
import * as z from 'zod';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const shape = z.strictObject({
  name: z.string().min(3).max(8),
  count: z.int().min(1).max(9).multipleOf(3).optional(),
  share: z.number().gt(0).lt(1).optional(),
  on: z.boolean().optional(),
  kinds: z
    .array(z.enum(['a', 'b', 'c']))
    .min(1)
    .max(2)
    .optional(),
  pair: z.array(z.int()).length(2).optional(),
  labels: z.record(z.string().max(1), z.string()).optional(),
  until: z.iso.datetime().nullable().optional(),
  email: z.email().optional(),
  hash: z.string().regex(/^x/).optional(),
  either: z.union([z.literal('quit'), z.strictObject({ codes: z.array(z.int()) })]).optional(),
  check: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('http'), url: z.url() }),
      z.strictObject({ kind: z.literal('tcp'), port: z.int() }),
    ])
    .optional(),
});

const take = defineRoute({
  tag: 'test',
  summary: 'Takes a body',
  method: 'POST',
  path: '/taken',
  operationId: 'take',
  access: anybody,
  body: { kind: 'json', schema: shape },
  answers: { 204: null },
  handle: async () => ({ status: 204 }),
});

/** What is sent beside a good name, and what is said about it. */
const misfits: readonly (readonly [object, string])[] = [
  [{ name: undefined }, 'name is missing'],
  [{ name: 7 }, 'name must be a string, not a number'],
  [{ name: null }, 'name must be a string, not null'],
  [{ name: 'ab' }, 'name must have at least 3 characters'],
  [{ name: 'abcdefghi' }, 'name must have at most 8 characters'],
  [{ count: '64M' }, 'count must be a number, not a string'],
  [{ count: 1.5 }, 'count must be a whole number'],
  [{ count: 0 }, 'count must be at least 1'],
  [{ count: 12 }, 'count must be at most 9'],
  [{ count: 4 }, 'count must be a multiple of 3'],
  [{ share: 0 }, 'share must be more than 0'],
  [{ share: 1 }, 'share must be less than 1'],
  [{ on: 'yes' }, 'on must be true or false, not a string'],
  [{ kinds: 'a' }, 'kinds must be a list, not a string'],
  [{ kinds: [] }, 'kinds must not be empty'],
  [{ kinds: ['a', 'b', 'c'] }, 'kinds must have at most 2 items'],
  [{ kinds: ['d'] }, 'kinds.0 must be "a", "b" or "c"'],
  [{ pair: [1] }, 'pair must have exactly 2 items'],
  [{ labels: [] }, 'labels must be an object, not a list'],
  [{ labels: { a: true } }, 'labels.a must be a string, not true or false'],
  [{ labels: { ab: 'b' } }, 'labels.ab must have at most 1 character'],
  [{ until: '2h' }, 'until must be a time, as 2026-12-01T12:00:00Z'],
  [{ email: 'x' }, 'email must be an e-mail address, as alice@example.org'],
  [{ hash: 'y' }, 'hash does not have the form that it needs'],
  [{ either: 'never' }, 'either must be "quit" or an object'],
  [{ either: { codes: 1 } }, 'either.codes must be a list, not a number'],
  [{ check: {} }, 'check.kind must be "http" or "tcp"'],
  [{ check: { kind: 'http', url: 'x' } }, 'check.url must be an address, as https://example.org/'],
  [{ cuont: 1 }, 'cuont is not known here'],
];

describe('what is wrong with a body', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes: [take], actors: {} });
  });
  after(() => app.close());

  for (const [members, told] of misfits) {
    it(`is said in plain words: ${told}`, async () => {
      const json = { name: 'good', ...members };
      const answer = Object((await ask(app.url, '/api/v1/taken', { json })).json);
      assert.equal(answer.detail, `The body is not valid: ${told}.`);
      const [path = '', ...words] = told.split(' ');
      assert.deepEqual(answer.errors, [{ path, message: words.join(' ') }]);
    });
  }

  it('is said of all of it, too', async () => {
    const answer = Object((await ask(app.url, '/api/v1/taken', { json: [1] })).json);
    assert.equal(answer.detail, 'The body is not valid: must be an object, not a list.');
  });
});
