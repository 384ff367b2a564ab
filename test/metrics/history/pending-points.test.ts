import assert from 'node:assert/strict';
import { PendingPoints } from '../../../src/unikernels/metrics/history/pending-points.ts';
import type { Usage } from '../../../src/unikernels/metrics/usage.ts';

const begin = 1_800_000_000;
const none = { memory: 4096, received: 0, sent: 0, blockReads: 0, blockWrites: 0 };

/** A sample so many seconds after the beginning. */
const sample = (seconds: number, cpuSeconds: number, others: Partial<Usage> = {}): Usage => ({
  ...{ ...none, at: (begin + seconds) * 1000, cpuSeconds, ...others },
});

/** The CPU time of the points of these samples, in hundredths of a CPU by seconds after the beginning. */
function cpuOf(...samples: readonly Usage[]): (readonly [number, number])[] {
  const pending = new PendingPoints();
  for (const each of samples) pending.add(each);
  return [...pending.waiting()].map(([at, { cpu }]) => [at - begin, cpu / 10_000]);
}

describe('the points of a unikernel', () => {
  it('are what was used between its samples', () => {
    const samples = [sample(1, 0), sample(11, 5), sample(21, 6)];
    assert.deepEqual(cpuOf(...samples), [
      [0, 50],
      [10, 10],
    ]);
  });

  it('miss nothing where samples come early or late', () => {
    const early = [sample(1, 0), sample(11, 1), sample(19.9, 2), sample(31, 5), sample(40, 5)];
    assert.deepEqual(cpuOf(...early), [
      [0, 10],
      [10, 20],
      [20, 20],
      [30, 0],
    ]);
  });

  it('have no peak where samples arrive right behind each other', () => {
    const stalled = [sample(1, 0), sample(11, 1), sample(29.9, 2.89), sample(30, 3.9)];
    assert.deepEqual(cpuOf(...stalled, sample(39.9, 5.89)), [
      [0, 10],
      [10, 10],
      [20, 30],
    ]);
  });

  it('have a gap where samples were missing', () => {
    const samples = [sample(1, 0), sample(11, 1), sample(61, 2), sample(71, 3)];
    assert.deepEqual(cpuOf(...samples), [
      [0, 10],
      [60, 10],
    ]);
  });

  it('begin anew with the counters of a unikernel that was restarted', () => {
    const pending = new PendingPoints();
    pending.add(sample(1, 100, { received: 5_000 }));
    pending.add(sample(11, 2, { received: 6_000 }));
    assert.partialDeepStrictEqual(
      [...pending.waiting().values()],
      [{ cpu: 200_000, received: 600 }],
    );
  });

  it('wait for an hour at the most, the newest of them', () => {
    const pending = new PendingPoints();
    for (let n = 0; n < 400; n++) pending.add(sample(10 * n, n));
    const moments = [...pending.waiting().keys()];
    assert.deepEqual([moments.length, moments.at(-1)], [360, begin + 3980]);
    pending.stored(pending.waiting());
    assert.equal(pending.size, 0);
  });
});
