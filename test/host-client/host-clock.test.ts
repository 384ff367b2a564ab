import assert from 'node:assert/strict';
import { HostClock } from '../../src/host-client/host-clock.ts';

const askedAt = new Date('2026-11-30T12:00:00Z');

/** Milliseconds that a host is ahead, as starts tell that it made so long after they were asked for, by its clock. */
function aheadBy(...starts: readonly number[]): number | null {
  const clock = new HostClock();
  for (const later of starts) {
    clock.learn(new Date(askedAt.getTime() + later), askedAt, new Date(askedAt.getTime() + 100));
  }
  return clock.ahead;
}

describe('the clock of a host', () => {
  it('is known as soon as a start has told of it', () => {
    assert.equal(aheadBy(), null);
    assert.equal(aheadBy(40), 0);
    assert.equal(aheadBy(-10_000), -10_000);
  });

  it('is not judged by one start that was written down late, or made anew', () => {
    assert.equal(aheadBy(30, -1_200_000), 0);
    assert.equal(aheadBy(30, 50, -1_200_000), 0);
    assert.equal(aheadBy(10_030, 10_050, 14_000, 10_020, -20_000), 10_030);
    assert.equal(aheadBy(40, 4_500, 20), 0);
  });

  it('is learned anew once our own is right that was ahead', () => {
    const year = 365 * 24 * 3_600_000;
    const clock = new HostClock();
    const learn = (started: number, asked: number) =>
      clock.learn(new Date(started), new Date(asked), new Date(asked + 1000));
    const now = askedAt.getTime();
    for (let start = now; start < now + 5; start += 1) learn(start, start + year);
    assert.equal(clock.ahead, -year);
    const stored = clock.starts;
    learn(now + 10, now + 10);
    assert.equal(clock.ahead, 0);
    const restarted = new HostClock();
    restarted.know(stored, askedAt);
    assert.equal(restarted.ahead, null);
  });
});
