import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { systemTimer } from '../../src/base/timer.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import { holdVolume, holdVolumes, shareVolume } from '../../src/volumes/volume-locks.ts';

const keyOf = (volume: string) => ({
  host: parseLabel('one'),
  domain: parseLabel('alice'),
  volume: parseLabel(volume),
});
const busy = { code: 'volume-busy' };

describe('the locks of volumes', () => {
  it('let one change a volume at a time, and another volume meanwhile', async () => {
    const locks = new LocalLocks(systemTimer);
    const hold = await holdVolume(locks, keyOf('data'));
    await assert.rejects(holdVolume(locks, keyOf('data')), busy);
    await holdVolume(locks, keyOf('other'));
    await hold[Symbol.asyncDispose]();
    await holdVolume(locks, keyOf('data'));
  });

  it('let readers share a volume and keep writers out until the last has ended', async () => {
    const locks = new LocalLocks(systemTimer);
    const readers = await Promise.all([1, 2].map(() => shareVolume(locks, keyOf('data'))));
    for (const reader of readers) {
      await assert.rejects(holdVolume(locks, keyOf('data')), busy);
      await reader[Symbol.asyncDispose]();
    }
    const writer = await holdVolume(locks, keyOf('data'));
    await assert.rejects(shareVolume(locks, keyOf('data')), busy);
    await writer[Symbol.asyncDispose]();
  });

  it('hold several volumes or none', async () => {
    const locks = new LocalLocks(systemTimer);
    await using _held = await holdVolume(locks, keyOf('b'));
    await assert.rejects(holdVolumes(locks, [keyOf('a'), keyOf('b')]), busy);
    await holdVolume(locks, keyOf('a'));
  });

  it('do not give back what another holds by now', async () => {
    const locks = new LocalLocks(systemTimer);
    const first = await holdVolume(locks, keyOf('data'));
    await first[Symbol.asyncDispose]();
    await holdVolume(locks, keyOf('data'));
    await first[Symbol.asyncDispose]();
    await assert.rejects(holdVolume(locks, keyOf('data')), busy);
  });
});
