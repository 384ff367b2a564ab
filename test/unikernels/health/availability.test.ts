import assert from 'node:assert/strict';
import {
  availability,
  countRound,
  type HealthDay,
} from '../../../src/unikernels/health/availability.ts';

const on = (day: string) => new Date(`${day}T12:00:00Z`);

describe('the availability of a unikernel', () => {
  it('counts its rounds by day, each once, by the worst of its checks', () => {
    const rounds = [
      ['2026-01-01', ['passed', 'passed']],
      ['2026-01-01', ['passed', 'failed']],
      ['2026-01-02', ['failed', 'doubtful']],
      ['2026-01-02', ['doubtful', 'passed']],
    ] as const;
    const days = rounds.reduce<HealthDay[]>(
      (before, [day, verdicts]) => countRound(before, verdicts, on(day)),
      [],
    );
    assert.deepEqual(days, [
      { day: '2026-01-01', passed: 1, failed: 1, doubtful: 0 },
      { day: '2026-01-02', passed: 0, failed: 1, doubtful: 1 },
    ]);
  });

  it('is the part of the rounds that passed, of those that say anything', () => {
    const days = [
      { day: '2026-01-01', passed: 0, failed: 10, doubtful: 0 },
      { day: '2026-01-07', passed: 30, failed: 10, doubtful: 50 },
      { day: '2026-01-08', passed: 40, failed: 0, doubtful: 0 },
    ];
    const now = on('2026-01-08');
    assert.equal(availability(days, 1, now), 1);
    assert.equal(availability(days, 7, now), 70 / 80);
    assert.equal(availability(days, 30, now), 70 / 90);
    assert.equal(availability(days, 1, on('2026-01-09')), null);
  });

  it('is kept for 90 days', () => {
    const first = on('2026-01-01').getTime();
    let days: HealthDay[] = [];
    for (let day = 0; day < 100; day += 1) {
      days = countRound(days, ['passed'], new Date(first + day * 24 * 3600 * 1000));
    }
    assert.equal(days.length, 90);
    assert.equal(days[0]?.day, '2026-01-11');
  });
});
