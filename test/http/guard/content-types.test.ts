import assert from 'node:assert/strict';
import * as z from 'zod';
import { defineRoute } from '../../../src/http/route.ts';
import { anybody } from '../../../src/identity/access/access.ts';
import { tokenActor } from '../../support/actors.ts';
import { ask } from '../../support/request.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { makeVolume } from '../support/routes.ts';

const documentation = { tag: 'test', summary: 'Tests', access: anybody } as const;

const optional = defineRoute({
  ...documentation,
  method: 'POST',
  path: '/optional',
  operationId: 'optional',
  query: z.strictObject({ size: z.coerce.number().default(7) }),
  body: { kind: 'json', schema: z.strictObject({ a: z.number() }), optional: true },
  answers: { 200: z.object({ body: z.unknown(), query: z.unknown() }) },
  handle: async ({ body, query }) => ({ status: 200, body: { body: body ?? null, query } }),
});

const upload = defineRoute({
  ...documentation,
  method: 'POST',
  path: '/upload',
  operationId: 'upload',
  body: { kind: 'multipart', parts: {} },
  answers: { 204: null },
  handle: async () => ({ status: 204, headers: { 'x-told': 'yes' } }),
});

describe('the type of a body', () => {
  let app: TestApp;
  before(async () => {
    const actors = { writer: tokenActor(['volumes:write']) };
    app = await startTestApp({ routes: [makeVolume, optional, upload], actors });
  });
  after(() => app.close());

  const volume = '/api/v1/hosts/h1/volumes/data';
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
    path = volume,
  ) => ask(app.url, path, { method: 'POST', token: 'writer', body, headers });

  for (const type of [
    'application/json',
    'Application/JSON ;charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/json; charset=utf8;x=1',
    'application/json; x=1',
  ]) {
    it(`is JSON in UTF-8 [${type}]`, async () => {
      assert.equal((await post('{"size":1}', { 'content-type': type })).status, 201);
    });
  }

  for (const [headers, detail] of [
    [{ 'content-type': 'text/plain' }, 'Send the body as application/json.'],
    [{ 'content-type': '' }, 'Send the body as application/json.'],
    [
      { 'content-type': 'application/json; charset=latin1' },
      'Send the body as application/json in UTF-8.',
    ],
    [
      { 'content-type': 'application/json; charset="ascii"' },
      'Send the body as application/json in UTF-8.',
    ],
    [
      { 'content-type': 'application/json; charset=utf-16' },
      'Send the body as application/json in UTF-8.',
    ],
    [
      { 'content-type': 'application/json; charset=utf-8x' },
      'Send the body as application/json in UTF-8.',
    ],
    [
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      'Send the body without a Content-Encoding.',
    ],
  ] as const) {
    it(`is nothing else [${Object.values(headers).join(', ')}]`, async () => {
      const { status, json } = await post('{"size":1}', headers);
      assert.equal(status, 415);
      assert.partialDeepStrictEqual(json, { code: 'unsupported-media-type', detail });
    });
  }

  // Equivalent: src/http/guard/input.ts, `const [type = '', ...rest] = (headerOf(context,
  // 'content-type') ?? '').split(';');` → `const [type = …"Stryker was here!"…`: neither is a type.
  it('is a form where the route takes one', async () => {
    const wrong = await post('{}', { 'content-type': 'application/json' }, '/api/v1/upload');
    const detail = 'Send the body as multipart/form-data.';
    assert.partialDeepStrictEqual(wrong.json, { code: 'unsupported-media-type', detail });
    const form = { 'content-type': 'multipart/form-data; boundary=x' };
    const { status, headers } = await post('--x--\r\n', form, '/api/v1/upload');
    assert.deepEqual([status, headers.get('x-told')], [204, 'yes']);
  });

  // Equivalent: src/http/guard/input.ts, `if (announced > size) throw tooLarge(size);` → `if (false)
  // throw tooLarge(size);`: what is too large is refused when it is read, too.
  // Equivalent: src/http/guard/input.ts, `const announced = contentLength(context.req) ?? 0;` →
  // `const announced = contentLength(context.req) && 0;`: as above.
  for (const [who, path, body, limit] of [
    ['anybody', '/api/v1/optional', '{"a":1}', 16 * 1024],
    ['somebody who is known', volume, '{"size":1}', 16 * 1024],
  ] as const) {
    it(`does not save JSON that is too large of ${who}`, async () => {
      const type = { 'content-type': 'application/json' };
      assert.ok((await post(body.padEnd(limit), type, path)).status < 300);
      const { status, json } = await post(body.padEnd(limit + 1), type, path);
      assert.equal(status, 413);
      assert.partialDeepStrictEqual(json, { code: 'too-large', limit });
    });
  }

  // Equivalent: src/http/guard/input.ts, `if (body?.kind !== 'json' || !hasBody(req)) return null;`
  // → `if (body.kind !== …`: it is called only where there is a body.
  it('does not matter where no body is needed and none comes', async () => {
    const none = await ask(app.url, '/api/v1/optional', { method: 'POST' });
    assert.deepEqual(none.json, { body: null, query: { size: 7 } });
    const some = await ask(app.url, '/api/v1/optional?size=8', { json: { a: 1 } });
    assert.deepEqual(some.json, { body: { a: 1 }, query: { size: 8 } });
    const needed = await ask(app.url, volume, { method: 'POST', token: 'writer' });
    const detail = 'A body in JSON is needed.';
    assert.partialDeepStrictEqual(needed.json, { status: 400, code: 'malformed-body', detail });
  });

  // Equivalent: src/http/guard/input.ts, `if (querystring === '' && !route.query) return {};` →
  // `if (false) return {};`: what is nothing is parsed to nothing.
  // Equivalent: src/http/guard/input.ts, `if (querystring === '' && !route.query) return {};` →
  // `if (querystring === "Stryker was here!" && …`: as above.
  it('is followed by what is wrong, in words', async () => {
    const problem = async (path: string, json: object) =>
      Object((await ask(app.url, path, { json, token: 'writer' })).json);
    const body = await problem(volume, { size: 0, sise: 1 });
    assert.match(body.detail, /^The body is not valid: size .+; sise is not known here\.$/);
    const path = await problem('/api/v1/hosts/h1/volumes/-', { size: 1 });
    assert.match(path.detail, /^The path is not valid: name is not a valid name/);
    const query = await problem('/api/v1/optional?size=x', { a: 1 });
    assert.match(query.detail, /^The query is not valid: size /);
    const twice = await problem('/api/v1/optional?size=1&size=2', { a: 1 });
    assert.equal(twice.detail, 'The query is ambiguous.');
    const none = await problem(`${volume}?x=1`, { size: 1 });
    assert.equal(none.detail, 'The query is not valid: x is not known here.');
  });
});
