import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { mock } from 'node:test';
import { Problem } from '../../src/base/errors.ts';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import { answerEvents, eventStreamType, type ServerEvent } from '../../src/http/event-stream.ts';
import { defineRoute } from '../../src/http/route.ts';
import { sendEvents } from '../../src/http/send-events.ts';
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

function encoded(events: AsyncIterable<ServerEvent>, timer: Timer = systemTimer) {
  const answer = answerEvents(events, { timer, signal: new AbortController().signal });
  assert.ok(answer.events);
  return answer.events;
}

/** What a client gets. */
async function textOf(events: AsyncIterable<ServerEvent>): Promise<string> {
  const answer = new PassThrough();
  const [received] = await Promise.all([text(answer), sendEvents(encoded(events), answer)]);
  return received;
}

async function* counting(): AsyncGenerator<ServerEvent> {
  for (let n = 0; ; n++) yield { data: n };
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

  it('fails with any other error, and breaks the answer off', async () => {
    async function* events(): AsyncGenerator<ServerEvent> {
      yield { data: 1 };
      throw new RangeError('a fault of our own');
    }
    const answer = new PassThrough().resume();
    await assert.rejects(sendEvents(encoded(events()), answer), RangeError);
    assert(answer.destroyed);
  });

  it('leaves nothing behind with each silence', async () => {
    const clock = new ManualTimer();
    const next = new Promise<IteratorResult<ServerEvent>>(() => {});
    const listening = mock.method(next, 'then').mock;
    const events = { [Symbol.asyncIterator]: () => ({ next: () => next }) };
    const chunks = encoded(events, clock.timer)[Symbol.asyncIterator]();
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
    const chunks = encoded(events(), clock.timer)[Symbol.asyncIterator]();
    assert.equal(`${(await chunks.next()).value}`, ':\n\n');
    const comment = chunks.next();
    await new Promise(setImmediate);
    clock.ring();
    assert.equal(`${(await comment).value}`, ':\n\n');
    resolve({ data: 'late' });
    assert.equal(`${(await chunks.next()).value}`, 'data: "late"\n\n');
    assert.ok(clock.waits.every((milliseconds) => milliseconds === 15_000));
  });

  it('takes no more events than its client takes in, but for a buffer’s worth', async () => {
    let taken = 0;
    async function* events() {
      for (;;) {
        taken += 1;
        yield { data: 'x'.repeat(1024) };
      }
    }
    const answer = new PassThrough({ highWaterMark: 8 * 1024 });
    const sending = sendEvents(encoded(events()), answer);
    while (!answer.writableNeedDrain) await new Promise(setImmediate);
    const before = taken;
    await new Promise(setImmediate);
    assert.equal(taken, before);
    assert(taken < 30, `${taken} events were taken`);
    answer.on('data', () => taken > 100 && answer.destroy());
    await sending;
    assert(taken > 100);
  });

  for (const [who, leave] of [
    ['its client leaves', (answer: PassThrough) => answer.destroy()],
    ['the server ends the answer', (answer: PassThrough) => answer.end()],
  ] as const) {
    it(`tells its events to end when ${who}`, async () => {
      const ended = Promise.withResolvers<void>();
      async function* events() {
        try {
          yield* counting();
        } finally {
          ended.resolve();
        }
      }
      const answer = new PassThrough();
      answer.on('data', (chunk) => `${chunk}`.includes('data: 1') && leave(answer));
      await sendEvents(encoded(events()), answer);
      await ended.promise;
    });
  }

  it('ends where its client leaves without having taken everything in', async () => {
    const answer = new PassThrough({ highWaterMark: 64 });
    const sending = sendEvents(encoded(counting()), answer);
    while (!answer.writableNeedDrain) await new Promise(setImmediate);
    answer.destroy();
    await sending;
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
