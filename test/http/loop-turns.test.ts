import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as z from 'zod';
import { systemTimer } from '../../src/base/timer.ts';
import { answerEvents, eventStreamType } from '../../src/http/event-stream.ts';
import { type LoopPhases, LoopTurns, loopPhases } from '../../src/http/loop-turns.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody, credential } from '../../src/identity/access/access.ts';
import { connectTo } from '../server/support/speak.ts';
import { until } from '../server/support/until.ts';
import { tokenActor } from '../support/actors.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** Events of which none comes. */
function silence(signal: AbortSignal): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => ended(signal) }) };
}

async function ended(signal: AbortSignal): Promise<IteratorReturnResult<undefined>> {
  if (!signal.aborted) await once(signal, 'abort');
  return { done: true, value: undefined };
}

/** Milliseconds that a pass has, and that each piece of work takes. */
const budget = 10;
const work = 10;

/** An event loop whose passes and rests end when the test says so. */
class ManualLoop implements LoopPhases {
  #now = 0;
  readonly #passes: (() => void)[] = [];
  readonly rests: number[] = [];
  readonly #rested: (() => void)[] = [];

  readonly now = () => this.#now;
  readonly afterPass = (end: () => void) => void this.#passes.push(end);
  readonly afterStep = loopPhases.afterStep;
  readonly after = (milliseconds: number, begin: () => void) => {
    this.rests.push(milliseconds);
    this.#rested.push(begin);
  };

  work(milliseconds: number): void {
    this.#now += milliseconds;
  }

  endPass(): void {
    for (const end of this.#passes.splice(0)) end();
  }

  endRest(): void {
    for (const begin of this.#rested.splice(0)) begin();
  }
}

describe('turns at the event loop', () => {
  let loop: ManualLoop;
  let turns: LoopTurns;
  let waiting: string[];
  let begun: string[];
  beforeEach(() => {
    loop = new ManualLoop();
    turns = new LoopTurns(budget, loop);
    waiting = [];
    begun = [];
  });

  /** Work for somebody, which takes a pass. */
  const enter = (key: string) => {
    const begin = () => {
      begun.push(key);
      loop.work(work);
    };
    const turn = turns.take(key);
    if (!turn) return begin();
    waiting.push(key);
    void turn.then(begin);
  };

  /** Lets what was begun come to its end. */
  const step = () => new Promise((resolve) => setImmediate(resolve));

  const pass = async (isOver = beginsOne()) => {
    await step();
    loop.endPass();
    loop.endRest();
    await until(isOver);
    await step();
  };

  const beginsOne = () => {
    const before = begun.length;
    return () => begun.length > before;
  };

  it('come at once while a pass has time, and no other is being used', async () => {
    for (const key of ['alice', 'bob', 'alice']) {
      assert.equal(turns.take(key), undefined, key);
      await step();
    }
    assert.equal(turns.take('alice'), undefined);
    assert.equal(turns.take('alice'), undefined);
    assert.notEqual(turns.take('alice'), undefined);
  });

  it('are given to each in turn, whoever asks for more', async () => {
    for (const key of ['alice', 'alice', 'alice', 'alice', 'bob', 'carol']) enter(key);
    assert.deepEqual(begun, ['alice']);
    for (let passes = 0; passes < 5; passes += 1) await pass();
    assert.deepEqual(begun, ['alice', 'alice', 'bob', 'carol', 'alice', 'alice']);
  });

  it('come after a rest as long as those before took, where others have something under way', async () => {
    turns.enter('bob');
    for (const key of ['alice', 'alice', 'alice']) enter(key);
    await pass();
    loop.endPass();
    assert.deepEqual(loop.rests, [work, work]);
    assert.deepEqual(begun, ['alice', 'alice']);
  });

  it('come without a rest where nobody else has anything under way', async () => {
    turns.enter('alice');
    turns.enter('bob')();
    for (const key of ['alice', 'alice']) enter(key);
    await step();
    loop.endPass();
    await step();
    assert.deepEqual(loop.rests, []);
    assert.deepEqual(begun, ['alice', 'alice']);
  });

  it('come at once again when nobody waits any more', async () => {
    for (const key of ['alice', 'alice']) enter(key);
    await pass();
    loop.endPass();
    assert.equal(turns.take('bob'), undefined);
  });

  describe('of requests', () => {
    let app: TestApp;
    let served: string[];
    /** What requests for `/shared` wait for, and how many do. */
    let waited: PromiseWithResolvers<void>;
    let waiting: number;
    beforeEach(async () => {
      served = [];
      waited = Promise.withResolvers<void>();
      waiting = 0;
      const serve = async (who: string) => {
        served.push(who);
        loop.work(work);
        return { status: 200, body: {} };
      };
      const route = { tag: 'test', summary: 'Works', answers: { 200: z.object({}) } } as const;
      app = await startTestApp({
        serve: listening,
        trustProxy: '127.0.0.1',
        routes: [
          defineRoute({
            ...{ ...route, method: 'GET', path: '/work', operationId: 'work' },
            access: credential,
            handle: async ({ actor }) => await serve(actor.account.name),
          }),
          defineRoute({
            ...{ ...route, method: 'GET', path: '/shared', operationId: 'shared' },
            access: credential,
            handle: async ({ actor, turn }) => {
              waiting += 1;
              await waited.promise;
              await turn();
              return await serve(actor.account.name);
            },
          }),
          defineRoute({
            ...{ tag: 'test', summary: 'Tells what happens', answers: { 200: eventStreamType } },
            ...{ method: 'GET', path: '/events', operationId: 'events', access: credential },
            handle: async ({ signal }) =>
              answerEvents(silence(signal), { signal, timer: systemTimer }),
          }),
          defineRoute({
            ...{ ...route, method: 'GET', path: '/page', operationId: 'page' },
            access: anybody,
            handle: async ({ address }) => await serve(address),
          }),
        ],
        actors: {
          alice: tokenActor([], { account: 'alice' }),
          bob: tokenActor([], { account: 'bob' }),
        },
        deps: { turns },
      });
    });
    afterEach(async () => await app.close());

    /** Sends requests one behind another, each when the one before is served or waits. */
    const send = async (asks: readonly (() => Promise<unknown>)[]) => {
      for (const [index, askOne] of asks.entries()) {
        void askOne();
        await until(() => served.length + turns.waiting === index + 1);
      }
    };

    const serveAll = async (count: number) => {
      await until(() => {
        loop.endPass();
        loop.endRest();
        return served.length === count;
      });
    };

    const page = (address: string) => () =>
      ask(app.url, '/api/v1/page', { headers: { 'x-forwarded-for': address } });

    const workFor = (token: string) => () =>
      ask(app.url, '/api/v1/work', { token, headers: { 'x-forwarded-for': '192.0.2.1' } });

    it('go round the addresses that ask', async () => {
      const [one, other] = ['192.0.2.1', '192.0.2.2'];
      await send([one, one, one, one, other].map(page));
      assert.deepEqual(served, [one]);
      await serveAll(5);
      assert.deepEqual(served, [one, one, other, one, one]);
    });

    it('go round the accounts that ask from one address', async () => {
      await send(['alice', 'alice', 'alice', 'alice', 'bob'].map(workFor));
      assert.deepEqual(served, ['alice']);
      await serveAll(5);
      assert.deepEqual(served, ['alice', 'alice', 'bob', 'alice', 'alice']);
    });

    it('go round the accounts once more when what many have waited for is there', async () => {
      for (const token of ['alice', 'alice', 'alice', 'alice', 'bob']) {
        const before = waiting;
        void ask(app.url, '/api/v1/shared', { token });
        await until(() => waiting > before);
      }
      waited.resolve();
      await until(() => served.length + turns.waiting === 5);
      assert.deepEqual(served, ['alice', 'alice']);
      await serveAll(5);
      assert.deepEqual(served, ['alice', 'alice', 'alice', 'bob', 'alice']);
    });

    it('come without a rest where others do no more than listen to events', async () => {
      const listening = await connectTo(app.url);
      listening.write(
        'GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer bob\r\n\r\n',
      );
      await once(listening, 'data');
      loop.endPass();
      await send(['alice', 'alice', 'alice'].map(workFor));
      await serveAll(3);
      assert.deepEqual(loop.rests, []);
      listening.destroy();
    });

    it('pass over readers of an account whose client has left meanwhile', async () => {
      await send([page('192.0.2.1')]);
      const socket = await connectTo(app.url);
      socket.write('GET /api/v1/work HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer bob\r\n\r\n');
      await until(() => turns.waiting === 1);
      void turns.take('somebody')?.then(() => loop.work(work));
      await pass(() => turns.waiting === 1); // bob's address has had its turn, the account waits
      socket.destroy();
      await until(() => app.log().includes('"left":true'));
      void page('192.0.2.3')();
      await until(() => turns.waiting === 2);
      await serveAll(2);
      assert.deepEqual(served, ['192.0.2.1', '192.0.2.3']);
    });

    it('pass over those whose client has left meanwhile', async () => {
      await send([page('192.0.2.1')]);
      const socket = await connectTo(app.url);
      socket.write('GET /api/v1/page HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.2\r\n\r\n');
      await until(() => turns.waiting === 1);
      socket.destroy();
      await until(() => app.log().includes('"left":true'));
      void page('192.0.2.3')();
      await until(() => turns.waiting === 2);
      await serveAll(2);
      assert.deepEqual(served, ['192.0.2.1', '192.0.2.3']);
    });
  });
});
