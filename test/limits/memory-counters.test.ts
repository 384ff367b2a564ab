import assert from 'node:assert/strict';
import { hour } from '../../src/limits/counters.ts';
import { memoryCounters } from '../../src/limits/memory-counters.ts';

describe('counters in memory', () => {
  it('count so many things at most, and forget what did not happen for the longest time', async () => {
    const counters = memoryCounters(() => new Date('2026-11-22T12:00:00Z'), 3);
    const count = async (subject: string) => (await counters.add(subject, hour)).value;
    for (const subject of ['a', 'b', 'c']) assert.equal(await count(subject), 1);
    assert.equal(await count('a'), 2);
    assert.equal(await count('d'), 1);
    assert.equal(await count('a'), 3);
    assert.equal(await count('c'), 2);
    assert.equal(await count('b'), 1, 'it is counted anew');
  });

  it('forget what has been over for an hour', async () => {
    let now = new Date('2026-11-22T12:59:59Z');
    const counters = memoryCounters(() => now);
    const first = now;
    await counters.add('a', hour);
    now = new Date('2026-11-22T14:00:00Z');
    await counters.purge();
    const kept = now;
    now = first;
    assert.equal((await counters.add('a', hour)).value, 2);
    now = new Date(kept.getTime() + 1);
    await counters.purge();
    now = first;
    assert.equal((await counters.add('a', hour)).value, 1);
  });

  it('keep what counts while strangers come from everywhere', async () => {
    const counters = memoryCounters(() => new Date('2026-11-22T12:00:00Z'), 100);
    for (let n = 1; n <= 1000; n += 1) {
      await counters.add(`bad/192.0.2.${n}`, hour);
      assert.equal((await counters.add('sign-in-to/ada', hour)).value, n);
    }
  });
});
