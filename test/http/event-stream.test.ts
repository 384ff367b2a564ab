import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { mock } from 'node:test';
import { Problem } from '../../src/base/errors.ts';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import { answerEvents, eventStreamType, type ServerEvent } from '../../src/http/event-stream.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { listening } from '../support/listening.ts';
import { startTestApp } from '../support/test-app.ts';

/** A timer that goes off when it is told to. */
class ManualTimer {
  readonly #actions = new Map<object, () => void>();
  readonly waits: number[] = [];

  readonly timer: Timer = (milliseconds, action) => {
    const key = {};
    this.waits.push(milliseconds);
    this.#actions.set(key, action);
    return { [Symbol.dispose]: () => this.#actions.delete(key) };
  };

  ring(): void {
    for (const action of this.#actions.values()) action();
  }
}

function streamOf(events: AsyncIterable<ServerEvent>, timer: Timer = systemTimer): Readable {
  const { stream } = answerEvents(events, { timer, signal: new AbortController().signal });
  assert.ok(stream);
  return stream;
}

async function textOf(events: AsyncIterable<ServerEvent>): Promise<string> {
  return (await streamOf(events).toArray()).join('');
}

async function* welcome(signal: AbortSignal): AsyncGenerator<ServerEvent> {
  yield { data: 'welcome' };
  await once(signal, 'abort');
}

describe('a stream of events', () => {
  it('carries ids and data, in one line each', async () => {
    async function* events() {
      yield { id: '1-0', data: { line: 'a\nb\r\u2028' } };
      yield { data: 2 };
    }
    const expected = ':\n\nid: 1-0\ndata: {"line":"a\\nb\\r\u2028"}\n\ndata: 2\n\n';
    assert.equal(await textOf(events()), expected);
  });

  it('ends with a problem that it meets, as an event of its own', async () => {
    async function* events(): AsyncGenerator<ServerEvent> {
      yield { data: 1 };
      throw new Problem('host-unreachable', 'one is away');
    }
    const text = await textOf(events());
    assert.match(text, /data: 1\n\nevent: problem\ndata: {"code":"host-unreachable",.*}\n\n$/);
  });

  it('fails with any other error', async () => {
    async function* events(): AsyncGenerator<ServerEvent> {
      yield { data: 1 };
      throw new RangeError('a fault of our own');
    }
    await assert.rejects(textOf(events()), RangeError);
  });

  it('leaves nothing behind with each silence', async () => {
    const clock = new ManualTimer();
    const next = new Promise<IteratorResult<ServerEvent>>(() => {});
    const listening = mock.method(next, 'then').mock;
    const events = { [Symbol.asyncIterator]: () => ({ next: () => next }) };
    const chunks = streamOf(events, clock.timer)[Symbol.asyncIterator]();
    await chunks.next();
    for (let silence = 0; silence < 5; silence += 1) {
      const comment = chunks.next();
      await new Promise(setImmediate);
      clock.ring();
      assert.equal(`${(await comment).value}`, ':\n\n');
    }
    assert.equal(listening.callCount(), 1);
  });

  it('shows after 15 s of silence that it lives, and loses no event by that', async () => {
    const clock = new ManualTimer();
    const { promise, resolve } = Promise.withResolvers<ServerEvent>();
    async function* events() {
      yield await promise;
    }
    const chunks = streamOf(events(), clock.timer)[Symbol.asyncIterator]();
    assert.equal(`${(await chunks.next()).value}`, ':\n\n');
    const comment = chunks.next();
    await new Promise(setImmediate);
    clock.ring();
    assert.equal(`${(await comment).value}`, ':\n\n');
    resolve({ data: 'late' });
    assert.equal(`${(await chunks.next()).value}`, 'data: "late"\n\n');
    assert.ok(clock.waits.every((milliseconds) => milliseconds === 15_000));
  });

  it('takes no more events than its reader does, but for a buffer’s worth', async () => {
    let taken = 0;
    async function* events() {
      for (;;) {
        taken += 1;
        yield { data: 'x'.repeat(1024) };
      }
    }
    const stream = streamOf(events());
    await once(stream, 'readable');
    await new Promise(setImmediate);
    assert.ok(taken < 200, `${taken} events were taken`);
    stream.destroy();
    await once(stream, 'close');
  });

  it('tells its events to end when its reader leaves', async () => {
    const ended = Promise.withResolvers<void>();
    async function* events() {
      try {
        for (let n = 0; ; n++) yield { data: n };
      } finally {
        ended.resolve();
      }
    }
    const stream = streamOf(events());
    for await (const chunk of stream) {
      if (`${chunk}`.includes('data: 1')) break;
    }
    await ended.promise;
  });

  it('is served without Node warning of a leak', async () => {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on('warning', hear);
    const watch = defineRoute({
      method: 'GET',
      path: '/events',
      operationId: 'watch',
      tag: 'test',
      summary: 'Watches',
      access: anybody,
      answers: { 200: eventStreamType },
      handle: async ({ signal }) => answerEvents(welcome(signal), { timer: systemTimer, signal }),
    });
    const app = await startTestApp({ serve: listening, routes: [watch] });
    const leave = new AbortController();
    const answer = await fetch(`${app.url}/api/v1/events`, { signal: leave.signal });
    assert.equal(answer.status, 200);
    leave.abort();
    await app.close();
    process.off('warning', hear);
    assert.deepEqual(warnings, []);
  });
});
