import assert from 'node:assert/strict';
import * as z from 'zod';
import { defineRoute } from '../../src/http/route.ts';
import { credential } from '../../src/identity/access/access.ts';
import { SlowRequest } from '../server/support/slow-request.ts';
import { until } from '../server/support/until.ts';
import { tokenActor } from '../support/actors.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** Octets of the largest body in JSON. */
const largest = 256 * 1024;
/** As many of these as an account may have under way. */
const max = 32;

const take = defineRoute({
  tag: 'test',
  summary: 'Takes JSON',
  method: 'POST',
  path: '/json',
  operationId: 'takeJson',
  access: credential,
  body: { kind: 'json', schema: z.object({}), size: 'large' },
  answers: { 200: z.object({}) },
  handle: async () => ({ status: 200, body: {} }),
});

/** Answers when it is let. */
class LongWork {
  begun = 0;
  readonly done = Promise.withResolvers<void>();

  readonly route = defineRoute({
    tag: 'test',
    summary: 'Works for long',
    method: 'POST',
    path: '/work',
    operationId: 'workLong',
    access: credential,
    body: { kind: 'json', schema: z.object({}), size: 'large' },
    answers: { 200: z.object({}) },
    handle: async () => {
      this.begun += 1;
      await this.done.promise;
      return { status: 200, body: {} };
    },
  });
}

describe('bodies in JSON that are under way', () => {
  let app: TestApp;
  let work: LongWork;
  const slow: SlowRequest[] = [];
  beforeEach(async () => {
    work = new LongWork();
    app = await startTestApp({
      routes: [take, work.route],
      serve: listening,
      actors: { alice: tokenActor([]), bob: tokenActor([], { account: 'bob' }) },
    });
  });
  afterEach(async () => {
    for (const request of slow.splice(0)) request.leave();
    await app.close();
  });

  /** A request whose body is asked for, and does not come yet. */
  async function begin(
    token: string,
    headers: Record<string, string>,
    path = '/json',
  ): Promise<SlowRequest> {
    const request = new SlowRequest(`${app.url}/api/v1${path}`, 'POST', {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      expect: '100-continue',
      ...headers,
    });
    slow.push(request);
    await request.begin();
    return request;
  }
  const unannounced = { 'transfer-encoding': 'chunked' };
  const ofLength = { 'content-length': `${largest}` };
  const body = Buffer.from('{}'.padEnd(largest));
  const send = (token: string) =>
    ask(app.url, '/api/v1/json', {
      method: 'POST',
      token,
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/json' },
    });

  for (const [what, headers] of [
    ['announced', ofLength],
    ['not announced', unannounced],
  ] as const) {
    it(`are bounded by account, whatever is there of them [${what}]`, async () => {
      const begun = await Promise.all(
        Array.from({ length: max }, () => begin('alice', { ...headers })),
      );
      const refused = await send('alice');
      assert.equal(refused.status, 429, refused.text);
      assert.equal(refused.headers.get('retry-after'), '5');
      assert.partialDeepStrictEqual(refused.json, { code: 'too-many-at-once' });
      assert.equal((await send('bob')).status, 200);
      const [first] = begun;
      assert.equal((await first?.finish(body))?.status, 200);
      assert.equal((await send('alice')).status, 200);
    });
  }

  it('are counted as long as they are there, and no longer', async () => {
    for (let count = 0; count < 2 * max; count += 1) {
      assert.equal((await send('alice')).status, 200);
    }
  });

  it('count as what they are once they are there, however long the answer takes', async () => {
    const answers: Promise<{ readonly status: number }>[] = [];
    for (let count = 0; count < max + 1; count += 1) {
      const request = await begin('alice', unannounced, '/work');
      answers.push(request.finish(Buffer.from('{}')));
      await until(() => work.begun > count);
    }
    assert.equal((await send('bob')).status, 200);
    work.done.resolve();
    for (const { status } of await Promise.all(answers)) assert.equal(status, 200);
  });

  it('are bounded for an address, too, whatever accounts it has', async () => {
    for (const token of ['alice', 'bob']) {
      await Promise.all(Array.from({ length: max }, () => begin(token, ofLength)));
    }
    const unknown = await ask(app.url, '/api/v1/json', {
      method: 'POST',
      token: 'alice',
      json: {},
    });
    assert.equal(unknown.status, 429);
  });
});
