import assert from 'node:assert/strict';
import { DiskWait } from '../../src/database/disk-wait.ts';
import { databaseFault } from '../../src/database/errors.ts';

describe('the wait for the disk of a SQLite file', () => {
  let begun: PromiseWithResolvers<void>[];
  let disk: DiskWait;
  beforeEach(() => {
    begun = [];
    disk = new DiskWait(() => {
      const sync = Promise.withResolvers<void>();
      begun.push(sync);
      return sync.promise;
    });
  });

  const turn = () => new Promise(setImmediate);
  const commit = () => {
    disk.noteCommitted();
    return disk.settled();
  };

  async function isPending(promise: Promise<void>): Promise<boolean> {
    let isOver = false;
    void promise.finally(() => {
      isOver = true;
    });
    await turn();
    return !isOver;
  }

  it('is none where nothing was written', async () => {
    await disk.settled();
    assert.equal(begun.length, 0);
  });

  it('lasts until the disk has what was committed before', async () => {
    const first = commit();
    assert.equal(await isPending(first), true);
    begun[0]?.resolve();
    await first;
  });

  it('is one for all that come while the disk is at work twice, and begins after that', async () => {
    const [first, second] = [commit(), commit()];
    await turn();
    const others = [commit(), commit()];
    await turn();
    assert.equal(begun.length, 2);
    begun[0]?.resolve();
    await first;
    await turn();
    assert.equal(begun.length, 3);
    begun[1]?.resolve();
    await second;
    for (const other of others) assert.equal(await isPending(other), true);
    begun[2]?.resolve();
    await Promise.all(others);
    assert.equal(begun.length, 3);
  });

  it('lasts until the disk has what was committed before, however soon it has what came later', async () => {
    const [first, second] = [commit(), commit()];
    await turn();
    begun[1]?.resolve();
    assert.equal(await isPending(second), true);
    begun[0]?.resolve();
    await Promise.all([first, second]);
  });

  it('fails where the disk did not take what was committed before', async () => {
    const [first, second] = [commit(), commit()];
    await turn();
    begun[1]?.resolve();
    await turn();
    begun[0]?.reject(new Error('EIO: i/o error, fdatasync'));
    await assert.rejects(first, /EIO/);
    await assert.rejects(second, /EIO/);
  });

  it('has what did not wait with the next one that does', async () => {
    disk.noteCommitted();
    await turn();
    assert.equal(begun.length, 0);
    const next = disk.settled();
    await turn();
    begun[0]?.resolve();
    await next;
    await disk.settled();
    assert.equal(begun.length, 1);
  });

  it('fails for good once the disk has refused, since what it has is not known', async () => {
    const [first, second] = [commit(), commit()];
    await turn();
    const third = commit();
    begun[0]?.reject(new Error('EIO: i/o error, fdatasync'));
    begun[1]?.resolve();
    for (const each of [first, second, third, commit()]) {
      await assert.rejects(each, (error) => databaseFault(error) === 'away');
    }
    assert.match(`${disk.failed.reason}`, /disk did not take what was written.*EIO/);
    assert.equal(begun.length, 2);
  });
});
