import type { Verdict } from './check-health.ts';

/** Rounds of a day in which all checks passed, one failed, or nothing can be said. */
export interface HealthDay {
  /** `2026-11-29`, UTC. */
  readonly day: string;
  readonly passed: number;
  readonly failed: number;
  readonly doubtful: number;
}

/** Days that are kept. */
const maxDays = 90;

/** The days with one more round: what its checks have said. */
export function countRound(
  days: readonly HealthDay[],
  verdicts: readonly Verdict[],
  at: Date,
): HealthDay[] {
  const day = at.toISOString().slice(0, 10);
  const last = days.at(-1);
  const today = last?.day === day ? last : { day, passed: 0, failed: 0, doubtful: 0 };
  const before = last?.day === day ? days.slice(0, -1) : days;
  const verdict = roundVerdict(verdicts);
  return [...before, { ...today, [verdict]: today[verdict] + 1 }].slice(-maxDays);
}

function roundVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('failed')) return 'failed';
  return verdicts.includes('doubtful') ? 'doubtful' : 'passed';
}

const day = 24 * 3600 * 1000;

/** Which part of the rounds of so many days, today's included, passed: 0 to 1; null: there was none. */
export function availability(days: readonly HealthDay[], count: number, now: Date): number | null {
  const first = new Date(now.getTime() - (count - 1) * day).toISOString().slice(0, 10);
  const counted = days.filter((each) => each.day >= first);
  const passed = sum(counted.map((each) => each.passed));
  const failed = sum(counted.map((each) => each.failed));
  return passed + failed === 0 ? null : passed / (passed + failed);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
