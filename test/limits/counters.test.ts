import assert from 'node:assert/strict';
import { type Counters, day, hour, minute } from '../../src/limits/counters.ts';
import { memoryCounters } from '../../src/limits/memory-counters.ts';

describe('counters', () => {
  let now: Date;
  let counters: Counters;
  beforeEach(() => {
    now = new Date('2026-11-22T12:14:30Z');
    counters = memoryCounters(() => now);
  });
  const count = async (length = hour, more?: number) =>
    (await counters.add('a', length, more)).value;

  for (const [what, length, endsAt] of [
    ['a minute', minute, '2026-11-22T12:15:00Z'],
    ['a quarter of an hour', 15 * minute, '2026-11-22T12:15:00Z'],
    ['an hour', hour, '2026-11-22T13:00:00Z'],
    ['a day', day, '2026-11-23T00:00:00Z'],
  ] as const) {
    it(`count in ${what} from a whole multiple of it to the next`, async () => {
      const first = await counters.add('a', length);
      assert.partialDeepStrictEqual(first, { value: 1, countedAt: now, endsAt: new Date(endsAt) });
      now = new Date(Date.parse(endsAt) - 1);
      assert.equal(await count(length), 2);
      now = new Date(endsAt);
      assert.equal(await count(length), 1);
    });
  }

  it('count things apart, and so many at a time', async () => {
    assert.equal(await count(hour, 3), 3);
    assert.equal(await count(hour, 0), 3);
    assert.equal((await counters.add('b', hour)).value, 1);
  });

  it('take back one of those that were counted, as long as these count', async () => {
    const counted = await counters.add('a', hour, 3);
    await counters.takeBack(counted);
    assert.equal(await count(hour, 0), 2);
    now = counted.endsAt;
    assert.equal(await count(), 1);
    await counters.takeBack(counted);
    assert.equal(await count(hour, 0), 1);
  });

  it('leave nothing of a time that is over', async () => {
    const counted = await counters.add('a', hour);
    const earlier = now;
    now = counted.endsAt;
    await counters.takeBack(counted);
    now = earlier;
    assert.equal(await count(hour, 0), 1, 'it was not counted down');
  });

  it('begin anew with what is forgotten', async () => {
    await counters.forget(await counters.add('a', hour, 3));
    assert.equal(await count(), 1);
  });
});
