import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp } from '../support/test-app.ts';

const documentation = { tag: 'test', summary: 'Lasts', access: anybody } as const;

const watch = defineRoute({
  ...documentation,
  method: 'GET',
  path: '/watch',
  operationId: 'watch',
  answers: { 200: 'text/event-stream' },
  handle: async ({ signal }) => {
    async function* events() {
      yield 'data: hello\n\n';
      await once(signal, 'abort');
    }
    return { status: 200, events: events() };
  },
});

/** A route that lasts as long as it is let, and says when it was begun. */
function lasting() {
  const begun = Promise.withResolvers<AbortSignal>();
  const end = Promise.withResolvers<void>();
  const route = defineRoute({
    ...documentation,
    method: 'POST',
    path: '/last',
    operationId: 'last',
    answers: { 200: z.object({}) },
    handle: async ({ signal }) => {
      begun.resolve(signal);
      await end.promise;
      return { status: 200, body: {} };
    },
  });
  return { route, begun: begun.promise, end: () => end.resolve() };
}

describe('a server that stops', () => {
  it('lets a request finish and ends what is idle', async () => {
    const { route, begun, end } = lasting();
    const app = await startTestApp({ serve: listening, routes: [route] });
    const answer = ask(app.url, '/api/v1/last', { method: 'POST' });
    await ask(app.url, '/healthz'); // leaves a connection that does nothing
    await begun;
    app.stop();
    const stopped = app.listener.stop(10_000);
    await assert.rejects(ask(app.url, '/healthz'));
    end();
    assert.equal((await answer).status, 200);
    await stopped;
    await app.database.close();
  });

  it('waits no longer than it is told', async () => {
    const { route, begun, end } = lasting();
    const app = await startTestApp({ serve: listening, routes: [route] });
    const answer = ask(app.url, '/api/v1/last', { method: 'POST' });
    const failed = assert.rejects(answer);
    const signal = await begun;
    await app.listener.stop(50);
    await failed;
    if (!signal.aborted) await once(signal, 'abort');
    end();
    await app.database.close();
  });

  it('ends streams of events at once, whole', async () => {
    const app = await startTestApp({ serve: listening, routes: [watch] });
    const answer = await fetch(`${app.url}/api/v1/watch`);
    const read = answer.text();
    await pause(20);
    app.stop();
    assert.equal(await read, 'data: hello\n\n');
    await app.close();
  });
});

describe('a stream that is answered', () => {
  it('is given up when its client leaves', async () => {
    const left = Promise.withResolvers<void>();
    const stream = new Readable({
      read() {
        this.push('x'.repeat(1000));
      },
      destroy(error, done) {
        left.resolve();
        done(error);
      },
    });
    const route = defineRoute({
      ...documentation,
      method: 'GET',
      path: '/endless',
      operationId: 'endless',
      answers: { 200: 'application/octet-stream' },
      handle: async () => ({ status: 200, stream }),
    });
    const app = await startTestApp({ serve: listening, routes: [route] });
    const leave = new AbortController();
    await fetch(`${app.url}/api/v1/endless`, { signal: leave.signal });
    leave.abort();
    await left.promise;
    assert.doesNotMatch(app.log(), /broken off/);
    await app.close();
  });

  it('that fails in the middle is cut off for the client to see', async () => {
    const route = defineRoute({
      ...documentation,
      method: 'GET',
      path: '/failing',
      operationId: 'failing',
      answers: { 200: 'application/octet-stream' },
      handle: async () => {
        async function* octets() {
          yield 'first';
          await pause(10);
          throw new Error('the host is gone');
        }
        return { status: 200, stream: Readable.from(octets()) };
      },
    });
    const app = await startTestApp({ serve: listening, routes: [route] });
    const answer = await fetch(`${app.url}/api/v1/failing`);
    await assert.rejects(answer.text());
    assert.match(app.log(), /the host is gone/);
    await app.close();
  });
});
