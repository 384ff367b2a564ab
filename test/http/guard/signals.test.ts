import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Caller, CredentialRequest } from '../../../src/http/caller.ts';
import { answerEvents, eventStreamType } from '../../../src/http/event-stream.ts';
import { defineRoute } from '../../../src/http/route.ts';
import { credential } from '../../../src/identity/access/access.ts';
import { tokenActor } from '../../support/actors.ts';
import { ask } from '../../support/request.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const documentation = { tag: 'test', summary: 'Tests', access: credential, method: 'GET' } as const;

describe('what is done for a request', () => {
  let app: TestApp;
  let caller: Caller;
  let asked: CredentialRequest[];
  let looks: number[];
  /** How many looks are not to come any more. */
  let stopped: number;
  /** The next look at the credential, once it is set for a time. */
  let due: PromiseWithResolvers<() => void>;
  let taken: PromiseWithResolvers<void>;
  let begun: PromiseWithResolvers<AbortSignal>;

  const watch = defineRoute({
    ...documentation,
    path: '/events',
    operationId: 'watch',
    problems: ['credential-changed'],
    answers: { 200: eventStreamType },
    handle: async ({ signal }) => {
      begun.resolve(signal);
      await once(signal, 'abort');
      throw signal.reason;
    },
  });
  const brief = defineRoute({
    ...documentation,
    path: '/brief',
    operationId: 'watchBriefly',
    answers: { 200: eventStreamType },
    handle: async ({ signal }) => {
      begun.resolve(signal);
      async function* events() {
        yield { data: 1 };
      }
      return answerEvents(events(), { timer: systemTimer, signal });
    },
  });
  const work = defineRoute({
    ...documentation,
    path: '/work',
    operationId: 'work',
    answers: { 200: z.object({}) },
    handle: async ({ signal }) => {
      begun.resolve(signal);
      await once(signal, 'abort');
      return { status: 200, body: {} };
    },
  });
  const short = defineRoute({
    ...documentation,
    path: '/short',
    operationId: 'workBriefly',
    answers: { 200: z.object({}) },
    handle: async ({ signal }) => {
      begun.resolve(signal);
      return { status: 200, body: {} };
    },
  });
  const tell = defineRoute({
    ...documentation,
    path: '/tell',
    operationId: 'tell',
    answers: { 200: 'text/plain' },
    handle: async ({ header, serverAddress, signal, secure, address }) => {
      begun.resolve(signal);
      const told = [header('x-a'), header('x-b'), serverAddress(), secure, address].join(' ');
      return { status: 200, stream: Readable.from([told]), headers: { 'x-c': 'd' } };
    },
  });

  before(async () => {
    app = await startTestApp({
      routes: [watch, brief, work, short, tell],
      deps: {
        authenticate: (request) => {
          asked.push(request);
          taken.resolve();
          return caller;
        },
        timer: (milliseconds, look) => {
          looks.push(milliseconds);
          due.resolve(look);
          return {
            [Symbol.dispose]: () => {
              stopped += 1;
            },
          };
        },
      },
    });
  });
  after(() => app.close());
  beforeEach(() => {
    caller = tokenActor([]);
    asked = [];
    looks = [];
    stopped = 0;
    due = Promise.withResolvers();
    taken = Promise.withResolvers();
    begun = Promise.withResolvers();
  });

  /** Lets the next look at the credential be due, and waits until it was taken. */
  const look = async () => {
    const next = await due.promise;
    due = Promise.withResolvers();
    taken = Promise.withResolvers();
    next();
    await taken.promise;
  };

  it('ends once the credential may do something else, if it had no end', async () => {
    const told = ask(app.url, '/api/v1/events');
    const signal = await begun.promise;
    await look();
    await look();
    assert.ok(!signal.aborted);
    caller = tokenActor([], { admin: true });
    await look();
    const detail = 'The credential or its account was changed. Connect again.';
    assert.partialDeepStrictEqual((await told).json, { code: 'credential-changed', detail });
    const again = asked.map((request) => request.again ?? false);
    assert.deepEqual(again, [false, true, true, true]);
    assert.deepEqual(looks, [5_000, 5_000, 5_000]);
  });

  it('is looked after while an answer is streamed', async () => {
    const told = await ask(app.url, '/api/v1/tell');
    assert.equal(told.status, 200);
    const signal = await begun.promise;
    if (!signal.aborted) await once(signal, 'abort');
    await new Promise(setImmediate);
    assert.deepEqual([looks, stopped, asked.length], [[5_000], 1, 1]);
  });

  it('goes on when an answer is finished that was not streamed', async () => {
    const told = await ask(app.url, '/api/v1/short');
    assert.equal(told.status, 200);
    const signal = await begun.promise;
    await new Promise(setImmediate);
    assert.deepEqual([signal.aborted, looks.length], [false, 0]);
  });

  for (const path of ['/events', '/work']) {
    it(`ends when the client leaves [${path}]`, async () => {
      const leave = new AbortController();
      const told = ask(app.url, `/api/v1${path}`, { signal: leave.signal });
      const signal = await begun.promise;
      assert.ok(!signal.aborted);
      leave.abort();
      await assert.rejects(told);
      if (!signal.aborted) await once(signal, 'abort');
    });
  }

  it('is over with an answer of events that ends by itself', async () => {
    const told = await ask(app.url, '/api/v1/brief');
    assert.match(told.text, /data: 1/);
    const signal = await begun.promise;
    if (!signal.aborted) await once(signal, 'abort');
    await new Promise(setImmediate);
    assert.deepEqual([looks, stopped], [[5_000], 1]);
  });

  it('is not begun where only the headers of events are asked for', async () => {
    let isBegun = false;
    begun.promise.then(() => {
      isBegun = true;
    });
    const told = await ask(app.url, '/api/v1/brief', { method: 'HEAD' });
    assert.deepEqual(
      [told.status, told.headers.get('content-type'), isBegun, looks.length],
      [200, eventStreamType, false, 0],
    );
  });

  it('knows the headers, the address that was asked, and who asks', async () => {
    const told = await ask(app.url, '/api/v1/tell', { headers: { 'x-a': '1' } });
    assert.equal(told.text, `1  ${app.url} false 127.0.0.1`);
    assert.equal(told.headers.get('content-type'), 'text/plain');
    assert.equal(told.headers.get('x-c'), 'd');
  });
});
