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
      actors: {
        alice: tokenActor([]),
        bob: tokenActor([], { account: 'bob' }),
        carol: tokenActor([], { account: 'carol' }),
      },
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
  /** All of it but an octet. */
  const most = body.subarray(0, -1);
  const rest = body.subarray(-1);
  const beginMany = (token: string, count: number, headers: Record<string, string> = ofLength) =>
    Promise.all(Array.from({ length: count }, () => begin(token, { ...headers })));
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
    it(`are bounded by account, by what is there of them [${what}]`, async () => {
      const begun = await beginMany('alice', max, headers);
      assert.equal((await send('alice')).status, 200, 'nothing is there of the others');
      await Promise.all(begun.map((request) => request.send(most)));
      const refused = await untilRefused(() => send('alice'));
      assert.equal(refused.headers.get('retry-after'), '5');
      assert.partialDeepStrictEqual(refused.json, { code: 'too-many-at-once' });
      assert.equal((await send('bob')).status, 200);
      const [first] = begun;
      assert.equal((await first?.finish(rest))?.status, 200);
      assert.equal((await send('alice')).status, 200);
    });
  }

  it('that grow beyond what there is room for are refused', async () => {
    const begun = await beginMany('alice', max + 1);
    await Promise.all(begun.slice(1).map((request) => request.send(most)));
    await untilRefused(() => send('alice'));
    const answer = await begun[0]?.finish(body);
    assert.equal(answer?.status, 429);
    assert.equal(Object(answer?.json).code, 'too-many-at-once');
  });

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
      const begun = await beginMany(token, max);
      await Promise.all(begun.map((request) => request.send(most)));
      await untilRefused(() => send(token));
    }
    assert.equal((await send('carol')).status, 429);
  });
});

/** What is answered once there is no room: octets that were sent are not there at once. */
async function untilRefused<T extends { readonly status: number }>(
  send: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const answer = await send();
    if (answer.status === 429) return answer;
    assert.equal(answer.status, 200);
  }
}
