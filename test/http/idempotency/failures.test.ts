import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Timer } from '../../../src/base/timer.ts';
import { Idempotency } from '../../../src/http/idempotency/idempotency.ts';
import type { Outcome } from '../../../src/http/idempotency/keepable.ts';
import { aroundStatements } from './support/around-statements.ts';
import { claim, done, reply, useOnce } from './support/use-once.ts';

describe('what is done once, where something fails', () => {
  const { clock, database, idempotency, isDone, once } = useOnce();

  it('may be asked for again where it failed', async () => {
    await once({ key: 'l' });
    const error = new Error('broken');
    const failing = idempotency().once(claim(), () => Promise.reject(error));
    await assert.rejects(failing, error);
    assert.ok(await isDone());
    assert.ok(!(await isDone({ key: 'l' })), 'nothing else is forgotten');
  });

  it('is not done where the database fails', async () => {
    const full = () => Promise.reject(new Error('full'));
    const failing = aroundStatements(database().em(), 'insert', full);
    const broken = new Idempotency({ ...database(), em: () => failing }, clock);
    const never = broken.once(claim(), () => assert.fail('it was done'));
    await assert.rejects(never, /full/);
  });

  it('may be asked for again where the first fails while a repeat looks it up', async () => {
    const failed = Promise.withResolvers<Outcome>();
    const first = idempotency().once(claim(), () => failed.promise);
    const em = () =>
      aroundStatements(database().em(), 'select', async (find) => {
        failed.reject(new Error('broken'));
        await assert.rejects(first, /broken/);
        return await find();
      });
    const late = new Idempotency({ ...database(), em }, clock);
    assert.deepEqual(await late.once(claim(), async () => done(reply)), reply);
    assert.ok(!(await isDone()));
  });

  describe('while the database is away', () => {
    let isAway: boolean;
    let waiting: (() => void)[];
    let waits: number[];
    let flaky: Idempotency;
    beforeEach(() => {
      isAway = false;
      waiting = [];
      waits = [];
      const em = () => {
        if (isAway) throw new Error('away');
        return database().em();
      };
      const timer: Timer = (milliseconds, action) => {
        waits.push(milliseconds);
        waiting.push(action);
        return { [Symbol.dispose]: () => {} };
      };
      flaky = new Idempotency({ ...database(), em }, clock, undefined, timer);
    });
    afterEach(() => flaky.close());

    const comeBack = async () => {
      isAway = false;
      await again();
    };
    /** The next try is made, and has come to its end. */
    const again = async () => {
      while (waiting.length === 0) await setImmediate();
      waiting.shift()?.();
      for (let n = 0; n < 20; n += 1) await setImmediate();
    };

    it('fails, and may be asked for again once that is back', async () => {
      const failing = flaky.once(claim(), async () => {
        isAway = true;
        throw new Error('broken');
      });
      await assert.rejects(failing, /broken/);
      isAway = false;
      await assert.rejects(once(), { code: 'request-running' });
      isAway = true;
      await again();
      await comeBack();
      assert.ok(await isDone());
    });

    it('is answered, and answered so again once that is back', async () => {
      const answer = await flaky.once(claim(), async () => {
        isAway = true;
        return done(reply);
      });
      assert.deepEqual(answer, reply);
      await comeBack();
      assert.ok(!(await isDone()));
    });

    it('is tried at growing intervals, of half a minute at most, until it is closed', async () => {
      await flaky.once(claim(), async () => {
        isAway = true;
        return done(reply);
      });
      for (let n = 0; n < 7; n += 1) await again();
      assert.deepEqual(waits.slice(0, 7), [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
      flaky.close();
    });

    it('is not taken by a record whose writing seemed to fail', async () => {
      const em = () =>
        aroundStatements(database().em(), 'insert', async (insert) => {
          await insert();
          throw new Error('connection lost');
        });
      const broken = new Idempotency({ ...database(), em }, clock);
      await assert.rejects(
        broken.once(claim(), () => assert.fail('it was done')),
        /connection lost/,
      );
      assert.ok(await isDone());
    });
  });
});
