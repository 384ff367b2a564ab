import assert from 'node:assert/strict';
import { SparingReport } from '../../src/base/sparing-report.ts';

describe('a sparing report', () => {
  let now: number;
  let told: string[];
  let sparing: SparingReport;
  beforeEach(() => {
    now = 0;
    told = [];
    const tell = (error: unknown, what: string, untold: number) =>
      told.push(`${now / 1000} s: ${what}, ${error}, ${untold} untold`);
    sparing = new SparingReport(tell, () => now);
  });

  /** Something goes wrong each second, for so many. */
  function last(seconds: number, what = 'away'): void {
    for (let count = 0; count < seconds; count += 1) {
      sparing.report(`no ${count}`, what);
      now += 1_000;
    }
  }

  it('tells at once, then at intervals that double, of how often it was silent', () => {
    last(100);
    assert.deepEqual(told, [
      '0 s: away, no 0, 0 untold',
      '10 s: away, no 10, 10 untold',
      '30 s: away, no 30, 20 untold',
      '70 s: away, no 70, 40 untold',
    ]);
  });

  it('tells every ten minutes at least', () => {
    last(24 * 3600);
    assert(told.length > 140, `${told.length}`);
  });

  it('tells at once again of what was well meanwhile', () => {
    last(5);
    now += 60_000;
    last(1);
    assert.deepEqual(told, ['0 s: away, no 0, 0 untold', '65 s: away, no 0, 0 untold']);
  });

  it('tells of each kind by itself', () => {
    last(1, 'one');
    last(1, 'other');
    assert.deepEqual(told, ['0 s: one, no 0, 0 untold', '1 s: other, no 0, 0 untold']);
  });
});
