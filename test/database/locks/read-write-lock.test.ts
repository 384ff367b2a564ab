import assert from 'node:assert/strict';
import { ReadWriteLock } from '../../../src/database/locks/read-write-lock.ts';

const never = new AbortController().signal;

describe('a read-write lock', () => {
  it('is taken at once where it is free', async () => {
    const lock = new ReadWriteLock();
    assert.equal(await lock.take('exclusive', never), true);
    assert.equal(lock.tryTake('shared'), false);
  });

  it('is idle while nobody has it or waits for it', async () => {
    const lock = new ReadWriteLock();
    assert.equal(lock.idle, true);
    lock.tryTake('shared');
    assert.equal(lock.idle, false);
    const leaving = new AbortController();
    const waiting = lock.take('exclusive', leaving.signal);
    leaving.abort();
    assert.equal(await waiting, false);
    lock.release();
    assert.equal(lock.idle, true);
  });

  it('is had by who leaves just when it comes, and takes nobody else from the queue', async () => {
    const lock = new ReadWriteLock();
    lock.tryTake('exclusive');
    const leaving = new AbortController();
    const first = lock.take('exclusive', leaving.signal);
    const second = lock.take('exclusive', never);
    lock.release();
    leaving.abort();
    assert.equal(await first, true);
    lock.release();
    assert.equal(await second, true);
  });
});
