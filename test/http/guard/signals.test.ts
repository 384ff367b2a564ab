import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import * as z from 'zod';
import type { Caller, CredentialRequest } from '../../../src/http/caller.ts';
import { eventStreamType } from '../../../src/http/event-stream.ts';
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
      routes: [watch, work, tell],
      deps: {
        authenticate: (request) => {
          asked.push(request);
          taken.resolve();
          return caller;
        },
        timer: (milliseconds, look) => {
          looks.push(milliseconds);
          due.resolve(look);
          return { [Symbol.dispose]: () => {} };
        },
      },
    });
  });
  after(() => app.close());
  beforeEach(() => {
    caller = tokenActor([]);
    asked = [];
    looks = [];
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
    const detail = 'The credential or its account was changed. Come again.';
    assert.partialDeepStrictEqual((await told).json, { code: 'credential-changed', detail });
    const again = asked.map((request) => request.again ?? false);
    assert.deepEqual(again, [false, true, true, true]);
    assert.deepEqual(looks, [5_000, 5_000, 5_000]);
  });

  it('is not looked after where it has an end', async () => {
    const told = await ask(app.url, '/api/v1/tell');
    assert.equal(told.status, 200);
    assert.deepEqual([looks.length, asked.length], [0, 1]);
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

  it('knows the headers, the address that was asked, and who asks', async () => {
    const told = await ask(app.url, '/api/v1/tell', { headers: { 'x-a': '1' } });
    assert.equal(told.text, `1  ${app.url} false 127.0.0.1`);
    assert.equal(told.headers.get('content-type'), 'text/plain');
    assert.equal(told.headers.get('x-c'), 'd');
    const signal = await begun.promise;
    await new Promise(setImmediate);
    assert.ok(!signal.aborted, 'the answer was finished');
  });
});
