import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { VolumeLocks } from '../../src/volumes/volume-locks.ts';

const keyOf = (volume: string) => ({
  host: parseLabel('one'),
  domain: parseLabel('alice'),
  volume: parseLabel(volume),
});
const busy = { code: 'volume-busy' };

describe('the locks of volumes', () => {
  it('let one change a volume at a time, and another volume meanwhile', async () => {
    const locks = new VolumeLocks();
    const hold = await locks.exclusive(keyOf('data'));
    await assert.rejects(locks.exclusive(keyOf('data')), busy);
    await locks.exclusive(keyOf('other'));
    hold[Symbol.dispose]();
    await locks.exclusive(keyOf('data'));
  });

  it('let readers share a volume and keep writers out until the last has ended', async () => {
    const locks = new VolumeLocks();
    const readers = await Promise.all([1, 2].map(() => locks.shared(keyOf('data'))));
    for (const reader of readers) {
      await assert.rejects(locks.exclusive(keyOf('data')), busy);
      reader[Symbol.dispose]();
    }
    const writer = await locks.exclusive(keyOf('data'));
    await assert.rejects(locks.shared(keyOf('data')), busy);
    writer[Symbol.dispose]();
  });

  it('hold several volumes or none', async () => {
    const locks = new VolumeLocks();
    using _held = await locks.exclusive(keyOf('b'));
    await assert.rejects(locks.exclusiveAll([keyOf('a'), keyOf('b')]), busy);
    await locks.exclusive(keyOf('a'));
  });

  it('do not give back what another holds by now', async () => {
    const locks = new VolumeLocks();
    const first = await locks.exclusive(keyOf('data'));
    first[Symbol.dispose]();
    await locks.exclusive(keyOf('data'));
    first[Symbol.dispose]();
    await assert.rejects(locks.exclusive(keyOf('data')), busy);
  });
});
