import assert from 'node:assert/strict';
import { tellsAt } from '../../../src/audit/notices/when-to-tell.ts';

const now = new Date('2026-11-30T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const isDue = (since: Date, sentAt: readonly Date[] = []) =>
  tellsAt(
    { since, latest: since },
    sentAt.map((at) => at.toISOString()),
    now,
  ) <= now;

const ten = (first: Date) => [first, ...Array.from({ length: 9 }, () => later(-30))];

describe('when people are told', () => {
  it('is after a while, and not too often', () => {
    assert.equal(isDue(later(0)), false);
    assert.equal(isDue(later(-1)), true);
    assert.equal(isDue(later(-1), ten(later(-59))), false);
    assert.equal(isDue(later(-1), ten(later(-61))), true);
  });

  it('is not put off by a clock that was ahead', () => {
    assert.equal(isDue(later(60)), true);
    assert.equal(isDue(later(-1), ten(later(24 * 60))), true);
  });
});
