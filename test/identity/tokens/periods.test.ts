import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addPeriod, type Period, periods } from '../../../src/identity/tokens/periods.ts';

const endOf = (start: string, period: Period) => addPeriod(new Date(start), period).toISOString();

describe('a period of the calendar', () => {
  it('ends on the same day and at the same time', () => {
    for (const [period, end] of [
      ['1 month', '2026-12-22'],
      ['3 months', '2027-02-22'],
      ['6 months', '2027-05-22'],
      ['1 year', '2027-11-22'],
      ['2 years', '2028-11-22'],
    ] as const) {
      assert.equal(endOf('2026-11-22T12:34:56.789Z', period), `${end}T12:34:56.789Z`);
    }
  });

  it('ends on the last day of a month that is too short', () => {
    for (const [start, period, end] of [
      ['2027-01-31', '1 month', '2027-02-28'],
      ['2028-01-31', '1 month', '2028-02-29'],
      ['2026-11-30', '3 months', '2027-02-28'],
      ['2026-08-31', '6 months', '2027-02-28'],
      ['2028-02-29', '1 year', '2029-02-28'],
      ['2028-02-29', '2 years', '2030-02-28'],
      ['2026-05-31', '1 month', '2026-06-30'],
      ['2026-12-31', '1 month', '2027-01-31'],
    ] as const) {
      assert.equal(endOf(`${start}T00:00:00Z`, period), `${end}T00:00:00.000Z`);
    }
  });

  it('is never longer than its months, nor more than three days shorter', () => {
    const days: Record<Period, [number, number]> = {
      '1 month': [28, 31],
      '3 months': [89, 92],
      '6 months': [181, 184],
      '1 year': [365, 366],
      '2 years': [730, 731],
    };
    const starts = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(starts, fc.constantFrom(...periods), (start, period) => {
        const length = (addPeriod(start, period).getTime() - start.getTime()) / 86_400_000;
        const [min, max] = days[period];
        assert.ok(length >= min && length <= max && Number.isInteger(length));
      }),
    );
  });
});
