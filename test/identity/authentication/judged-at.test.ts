import assert from 'node:assert/strict';
import { judgedAt } from '../../../src/identity/authentication/judged-at.ts';

const hour = 3_600_000;

describe('the time by which it is judged whether a credential has expired', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

  // Equivalent: src/identity/authentication/judged-at.ts, `return admittedAt && age >= 0 && …` → `return
  // admittedAt && age > 0 && …`: at the same moment, both give the same.
  it('is when the request was taken in, for six hours', () => {
    for (const age of [0, hour, 6 * hour]) {
      assert.deepEqual(judgedAt(ago(age), now), ago(age));
    }
    assert.equal(judgedAt(ago(6 * hour + 1), now), now);
  });

  it('is now where that is not known, or still to come', () => {
    assert.equal(judgedAt(null, now), now);
    assert.equal(judgedAt(undefined, now), now);
    assert.equal(judgedAt(ago(-1), now), now);
  });
});
