import assert from 'node:assert/strict';
import { chooseStep } from '../../../src/unikernels/metrics/history/choose-step.ts';

const hour = 3600;
const day = 24 * hour;
const now = 1_800_000_000;

/** How a span is shown that has lasted so long until now. */
function shown(length: number, asked: number | null = null): readonly [number, number] {
  const { step, tier } = chooseStep({ from: now - length, to: now }, asked, now);
  return [step, tier.step];
}

describe('the step between the points of metrics', () => {
  it('is as fine as a chart needs where nobody says', () => {
    assert.deepEqual(shown(hour), [10, 10]);
    assert.deepEqual(shown(hour + 60), [10, 10]);
    assert.deepEqual(shown(day), [300, 60]);
    assert.deepEqual(shown(14 * day), [3600, 60]);
  });

  it('is as asked for, but no finer than what is kept', () => {
    assert.deepEqual(shown(hour, 30), [30, 10]);
    assert.deepEqual(shown(hour, 1), [10, 10]);
    assert.deepEqual(shown(hour, 90), [120, 60]);
    assert.deepEqual(shown(2 * day, 10), [120, 60]);
  });

  it('leaves no more than 1,500 points', () => {
    for (const length of [hour, day, 14 * day]) {
      const [step] = shown(length, 10);
      assert.ok(length / step <= 1_500, `${length}: ${step}`);
    }
  });
});
