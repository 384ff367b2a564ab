import assert from 'node:assert/strict';
import { isoTime } from '../../src/base/iso-time.ts';

describe('a date as text', () => {
  it('is the same each time, and that of no other date', () => {
    const [first, second] = [new Date(0), new Date(1)];
    for (const date of [first, second, first]) assert.equal(isoTime(date), date.toISOString());
  });

  it('is none of a date that is none', () => {
    assert.throws(() => isoTime(new Date(Number.NaN)), RangeError);
  });
});
