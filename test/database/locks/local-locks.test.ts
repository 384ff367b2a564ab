import assert from 'node:assert/strict';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { policyLock, volumeLock } from '../../../src/database/locks/lock-name.ts';
import type { Lock } from '../../../src/database/locks/locks.ts';
import { ManualTime, settle } from '../../hosts/support/manual-time.ts';

const name = policyLock('one', 'alice');
const shared = { mode: 'shared' } as const;

function fresh() {
  const time = new ManualTime();
  return { time, locks: new LocalLocks(time.timer) };
}

async function held(taking: Promise<Lock | null>): Promise<Lock> {
  const lock = await taking;
  assert.ok(lock, 'it is free');
  return lock;
}

describe('the locks of one process', () => {
  it('are each had by one alone, until it is given back', async () => {
    const { locks } = fresh();
    const first = await held(locks.acquire(name));
    assert.equal(await locks.acquire(name), null);
    assert.equal(await locks.acquire(name, shared), null);
    await first[Symbol.asyncDispose]();
    await held(locks.acquire(name, shared));
  });

  it('are of their own names', async () => {
    const { locks } = fresh();
    await held(locks.acquire(name));
    await held(locks.acquire(policyLock('one', 'bob')));
    await held(locks.acquire(policyLock('two', 'alice')));
    await held(locks.acquire(volumeLock({ host: 'one', domain: 'alice', volume: 'data' })));
  });

  it('are shared by those who only want that, and had alone when the last has left', async () => {
    const { locks } = fresh();
    const readers = [
      await held(locks.acquire(name, shared)),
      await held(locks.acquire(name, shared)),
    ];
    for (const reader of readers) {
      assert.equal(await locks.acquire(name), null);
      await reader[Symbol.asyncDispose]();
    }
    await held(locks.acquire(name));
    assert.equal(await locks.acquire(name, shared), null);
  });

  it('are given back once, whatever their holder does', async () => {
    const { locks } = fresh();
    const first = await held(locks.acquire(name));
    await first[Symbol.asyncDispose]();
    await held(locks.acquire(name));
    await first[Symbol.asyncDispose]();
    assert.equal(await locks.acquire(name), null);
  });

  it('are never lost', async () => {
    const { locks } = fresh();
    const lock = await held(locks.acquire(name));
    await lock[Symbol.asyncDispose]();
    assert.equal(lock.lost.aborted, false);
  });

  it('are waited for in the order of those who came; those who share pass together', async () => {
    const { locks } = fresh();
    const order: string[] = [];
    const enter = async (who: string, mode: 'exclusive' | 'shared') => {
      const lock = await held(locks.acquire(name, { mode, wait: 1000 }));
      order.push(who);
      return lock;
    };
    const first = await enter('first', 'shared');
    const alone = enter('alone', 'exclusive');
    const later = [enter('later', 'shared'), enter('later', 'shared')];
    assert.equal(await locks.acquire(name, shared), null, 'nobody overtakes');
    await settle();
    assert.deepEqual(order, ['first']);
    await first[Symbol.asyncDispose]();
    const second = await alone;
    await settle();
    assert.deepEqual(order, ['first', 'alone']);
    await second[Symbol.asyncDispose]();
    await Promise.all(later);
    assert.deepEqual(order, ['first', 'alone', 'later', 'later']);
  });

  it('are not waited for where nobody says so, and no longer than is said', async () => {
    const { time, locks } = fresh();
    const first = await held(locks.acquire(name));
    const waiting = locks.acquire(name, { wait: 500 });
    await settle();
    assert.deepEqual(time.due, [500]);
    await time.pass(499);
    let over = false;
    void waiting.then(() => (over = true));
    await settle();
    assert.equal(over, false);
    await time.pass(1);
    assert.equal(await waiting, null);
    await first[Symbol.asyncDispose]();
    await held(locks.acquire(name));
  });

  it('leave no alarm behind when they come in time', async () => {
    const { time, locks } = fresh();
    const first = await held(locks.acquire(name));
    const waiting = locks.acquire(name, { wait: 500 });
    await first[Symbol.asyncDispose]();
    await held(waiting);
    assert.deepEqual(time.due, []);
  });

  it('are not waited for by who has left, whom nobody then waits for', async () => {
    const { locks } = fresh();
    const leaving = new AbortController();
    await held(locks.acquire(name, shared));
    const waiting = locks.acquire(name, { wait: 1000, signal: leaving.signal });
    const behind = locks.acquire(name, { mode: 'shared', wait: 1000 });
    leaving.abort(new Error('gone'));
    await assert.rejects(waiting, { message: 'gone' });
    await held(behind);
    await assert.rejects(locks.acquire(name, { signal: leaving.signal }), { message: 'gone' });
  });

  it('are free when all who waited have left', async () => {
    const { time, locks } = fresh();
    const first = await held(locks.acquire(name));
    const waiting = [locks.acquire(name, { wait: 10 }), locks.acquire(name, { wait: 20 })];
    await time.pass(20);
    assert.deepEqual(await Promise.all(waiting), [null, null]);
    await first[Symbol.asyncDispose]();
    await held(locks.acquire(name));
  });
});
