import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { Problem } from '../../../src/base/errors.ts';
import type { Database } from '../../../src/database/database.ts';
import { IdempotencyRecord } from '../../../src/http/idempotency/entity.ts';
import { Idempotency } from '../../../src/http/idempotency/idempotency.ts';
import { defineRoute } from '../../../src/http/route.ts';
import { credential } from '../../../src/identity/access/access.ts';
import { sessionActor, tokenActor } from '../../support/actors.ts';
import { listening } from '../../support/listening.ts';
import { type Ask, ask } from '../../support/request.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { aroundStatements } from './support/around-statements.ts';

const documentation = { tag: 'test', summary: 'Counts', access: credential } as const;
const number = z.object({ number: z.number() });
const hour = 3600 * 1000;

describe('an Idempotency-Key', () => {
  let now = new Date('2026-11-22T12:00:00Z');
  let runs = 0;
  let handle: () => Promise<{ status: number; body?: unknown }>;
  let app: TestApp;

  const run = defineRoute({
    ...documentation,
    method: 'POST',
    path: '/runs',
    operationId: 'run',
    problems: ['name-taken', 'host-timeout', 'too-many-at-once'],
    query: z.strictObject({ q: z.string().optional() }),
    body: { kind: 'json', schema: z.looseObject({}), optional: true },
    answers: { 201: number },
    handle: () => handle(),
  });
  const replace = defineRoute({
    ...documentation,
    method: 'PUT',
    path: '/content',
    operationId: 'replace',
    body: { kind: 'octets', description: 'Anything' },
    answers: { 201: number },
    handle: async ({ content }) => {
      content().resume();
      return handle();
    },
  });
  const makeSecret = defineRoute({
    ...documentation,
    method: 'POST',
    path: '/secrets',
    operationId: 'makeSecret',
    answers: { 201: z.object({ id: z.string(), secret: z.string() }) },
    showsSecret: true,
    handle: async () => ({ status: 201, body: { id: `s${++runs}`, secret: 'hunter2' } }),
  });

  before(async () => {
    const actors = {
      alice: tokenActor([]),
      bob: tokenActor([], { account: 'bob' }),
      session: sessionActor(),
    };
    app = await startTestApp({
      ...{ serve: listening, actors, clock: () => now },
      routes: [run, replace, makeSecret],
    });
  });
  after(() => app.close());
  beforeEach(async () => {
    await app.database.em().nativeDelete(IdempotencyRecord, {});
    runs = 0;
    handle = async () => ({ status: 201, body: { number: ++runs } });
  });

  const post = (key: string, options: Ask & { path?: string } = {}) => {
    const { path = '/runs', headers, ...rest } = options;
    return ask(app.url, `/api/v1${path}`, {
      method: 'POST',
      token: 'alice',
      ...rest,
      headers: { 'idempotency-key': key, ...headers },
    });
  };

  it('gives the same request the same answer', async () => {
    const first = await post('k', { json: { a: 1 } });
    const second = await post('k', { json: { a: 1 } });
    assert.deepEqual([first.status, first.json], [201, { number: 1 }]);
    assert.deepEqual([second.status, second.json], [201, { number: 1 }]);
    assert.equal(second.headers.get('content-type'), first.headers.get('content-type'));
  });

  for (const [what, other] of [
    ['another body', { json: { a: 2 } }],
    ['another query', { json: { a: 1 }, path: '/runs?q=x' }],
    ['another path', { path: '/secrets' }],
  ] as const) {
    it(`is refused for ${what}`, async () => {
      await post('k', { json: { a: 1 } });
      const { status, json } = await post('k', other);
      assert.equal(status, 422);
      assert.partialDeepStrictEqual(json, { code: 'idempotency-mismatch' });
    });
  }

  it('tells contents of a body that is no JSON by their length and digest', async () => {
    const put = (body: string, digest: string) =>
      post('k', { method: 'PUT', path: '/content', body, headers: { 'content-digest': digest } });
    assert.equal((await put('hello', 'sha-256=:a:')).status, 201);
    assert.equal((await put('hullo', 'sha-256=:a:')).status, 201);
    assert.equal((await put('hello', 'sha-256=:b:')).status, 422);
    assert.equal((await put('hello!', 'sha-256=:a:')).status, 422);
    assert.equal(runs, 1);
  });

  it('does not count for content of which neither length nor digest is told', async () => {
    for (const number of [1, 2]) {
      const chunked = request(`${app.url}/api/v1/content`, {
        method: 'PUT',
        headers: { authorization: 'Bearer alice', 'idempotency-key': 'k' },
      });
      chunked.write('part');
      chunked.end('rest');
      const [answer] = await once(chunked, 'response');
      assert.deepEqual([answer.statusCode, await json(answer)], [201, { number }]);
    }
  });

  it('counts within one account and one credential', async () => {
    const same = { 'sec-fetch-site': 'same-origin' };
    await post('k');
    assert.deepEqual((await post('k', { token: 'bob' })).json, { number: 2 });
    assert.deepEqual((await post('k', { token: 'session', headers: same })).json, { number: 3 });
  });

  // Equivalent: src/http/guard/guard.ts, `? createHash('sha256').update(octets).digest('base64')` →
  // `? createHash('sha256').update(octets).digest("")`: any form of the digest tells bodies apart.
  it('is refused while the first request runs', async () => {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    handle = async () => {
      begun.resolve();
      await goOn.promise;
      return { status: 201, body: { number: ++runs } };
    };
    const first = post('k');
    await begun.promise;
    const second = await post('k');
    assert.equal(second.status, 409);
    assert.partialDeepStrictEqual(second.json, { code: 'request-running' });
    goOn.resolve();
    assert.equal((await first).status, 201);
  });

  it('keeps problems of the one who asks', async () => {
    handle = async () => {
      throw new Problem('name-taken', `Run ${++runs}.`);
    };
    const first = await post('k');
    assert.equal(first.status, 409);
    assert.equal((await post('k')).text, first.text);
  });

  for (const [what, error] of [
    ['pass', new Problem('too-many-at-once', 'Later.')],
    [
      'say when to come again',
      new Problem('name-taken', 'Later.', { headers: { 'Retry-After': '5' } }),
    ],
    ['a host is to blame for', new Problem('host-timeout', 'Too late.')],
    ['are inside', new Error('broken')],
  ] as const) {
    it(`keeps no problems that ${what}`, async () => {
      const good = handle;
      handle = async () => {
        throw error;
      };
      assert.ok((await post('k')).status >= 409);
      handle = good;
      assert.equal((await post('k')).status, 201);
    });
  }

  it('is a repeat’s own where the first request fails while that looks it up', async () => {
    const { caller, asked } = { caller: tokenActor([]), asked: ['POST', '/runs'] };
    const claim = { caller, asked, key: 'k', showsSecret: false };
    const reply = { status: 201, headers: {}, body: null };
    const idempotency = (database: Database) => new Idempotency(database, () => now);
    const outcome = { reply, problem: null, whole: true };
    const failed = Promise.withResolvers<typeof outcome>();
    const first = idempotency(app.database).once(claim, () => failed.promise);
    const em = () =>
      aroundStatements(app.database.em(), 'select', async (find) => {
        failed.reject(new Error('broken'));
        await assert.rejects(first, /broken/);
        return await find();
      });
    const repeat = idempotency({ ...app.database, em });
    assert.deepEqual(await repeat.once(claim, async () => outcome), reply);
    // It is kept as the first answer, which it is.
    const again = await idempotency(app.database).once(claim, () => assert.fail('done twice'));
    assert.equal(again.status, 201);
  });

  it('keeps no secret: a repeat is told only what it was about', async () => {
    assert.equal((await post('k', { path: '/secrets' })).status, 201);
    const { status, json } = await post('k', { path: '/secrets' });
    assert.equal(status, 409);
    assert.partialDeepStrictEqual(json, { code: 'answer-not-kept', id: 's1' });
    const rows = await app.database.em().findAll(IdempotencyRecord);
    assert.doesNotMatch(JSON.stringify(rows), /hunter2/);
  });

  it('counts for 24 hours', async () => {
    await post('k');
    now = new Date(now.getTime() + 23 * hour);
    assert.deepEqual((await post('k')).json, { number: 1 });
    now = new Date(now.getTime() + 2 * hour);
    assert.deepEqual((await post('k')).json, { number: 2 });
  });

  it('is forgotten after that, and where a start finds it still running', async () => {
    const idempotency = new Idempotency(app.database, () => now);
    const kept = () => app.database.em().count(IdempotencyRecord);
    await post('k');
    await idempotency.purge();
    assert.equal(await kept(), 1);
    now = new Date(now.getTime() + 25 * hour);
    await idempotency.purge();
    assert.equal(await kept(), 0);
    const row = { id: 'x', fingerprint: 'x', showedSecret: false, createdAt: now };
    await app.database.em().insert(IdempotencyRecord, row);
    await idempotency.forgetRunning();
    assert.equal(await kept(), 0);
  });

  for (const key of ['two words', 'x'.repeat(256)]) {
    it(`is refused where it is no key [${key.slice(0, 10)}]`, async () => {
      const { status, json } = await post(key);
      assert.equal(status, 400);
      assert.partialDeepStrictEqual(json, { code: 'malformed-request' });
    });
  }
});
