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
  it('let one change a volume at a time, and another volume meanwhile', () => {
    const locks = new VolumeLocks();
    const hold = locks.exclusive(keyOf('data'));
    assert.throws(() => locks.exclusive(keyOf('data')), busy);
    locks.exclusive(keyOf('other'));
    hold[Symbol.dispose]();
    locks.exclusive(keyOf('data'));
  });

  it('let readers share a volume and keep writers out until the last has ended', () => {
    const locks = new VolumeLocks();
    const readers = [locks.shared(keyOf('data')), locks.shared(keyOf('data'))];
    for (const reader of readers) {
      assert.throws(() => locks.exclusive(keyOf('data')), busy);
      reader[Symbol.dispose]();
    }
    const writer = locks.exclusive(keyOf('data'));
    assert.throws(() => locks.shared(keyOf('data')), busy);
    writer[Symbol.dispose]();
  });

  it('hold several volumes or none', () => {
    const locks = new VolumeLocks();
    using _held = locks.exclusive(keyOf('b'));
    assert.throws(() => locks.exclusiveAll([keyOf('a'), keyOf('b')]), busy);
    locks.exclusive(keyOf('a'));
  });

  it('do not give back what another holds by now', () => {
    const locks = new VolumeLocks();
    const first = locks.exclusive(keyOf('data'));
    first[Symbol.dispose]();
    locks.exclusive(keyOf('data'));
    first[Symbol.dispose]();
    assert.throws(() => locks.exclusive(keyOf('data')), busy);
  });
});
