import assert from 'node:assert/strict';
import { Journal } from '../../src/database/disk-wait.ts';

describe('the journal of a SQLite file', () => {
  /** Of each handle that was opened: its waits for the disk, and whether it was closed. */
  let handles: { readonly syncs: PromiseWithResolvers<void>[]; isClosed: boolean }[];
  let journal: Journal;
  beforeEach(() => {
    handles = [];
    journal = new Journal('/nowhere/fulmar.sqlite', async (path) => {
      assert.equal(path, '/nowhere/fulmar.sqlite-wal');
      const handle = { syncs: [] as PromiseWithResolvers<void>[], isClosed: false };
      handles.push(handle);
      const datasync = () => {
        const sync = Promise.withResolvers<void>();
        handle.syncs.push(sync);
        return sync.promise;
      };
      const close = async () => {
        handle.isClosed = true;
      };
      return { datasync, close };
    });
  });

  const turn = () => new Promise(setImmediate);
  const counts = () => handles.map(({ syncs }) => syncs.length);

  it('has a handle for each of two waits at once, which takes another only once the first is over', async () => {
    const [first, second] = [journal.sync(), journal.sync()];
    await turn();
    assert.deepEqual(counts(), [1, 1]);
    handles[1]?.syncs[0]?.resolve();
    await second;
    const third = journal.sync();
    await turn();
    assert.deepEqual(counts(), [1, 2], 'the first handle is not free yet');
    handles[0]?.syncs[0]?.reject(new Error('EIO: i/o error, fdatasync'));
    handles[1]?.syncs[1]?.resolve();
    await assert.rejects(first, /EIO/);
    await third;
  });

  it('takes no other handle where one is free', async () => {
    for (const nth of [0, 1]) {
      const sync = journal.sync();
      await turn();
      handles[0]?.syncs[nth]?.resolve();
      await sync;
    }
    assert.deepEqual(counts(), [2]);
  });

  it('closes every handle at its end, those at work too', async () => {
    const syncs = [journal.sync(), journal.sync()];
    await turn();
    await journal[Symbol.asyncDispose]();
    assert.deepEqual(
      handles.map(({ isClosed }) => isClosed),
      [true, true],
    );
    for (const {
      syncs: [sync],
    } of handles)
      sync?.resolve();
    await Promise.all(syncs);
  });
});
