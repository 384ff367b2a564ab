export const healthStates = ['passing', 'failing', 'unknown'] as const;

/** How a check does, by several tries; `unknown`: it was not tried yet, or what it says is doubtful. */
export type HealthState = (typeof healthStates)[number];

/** What one try says; `doubtful`: most of what is checked fails at once, so that it says nothing of this one. */
export type Verdict = 'passed' | 'failed' | 'doubtful';

/** Tries in a row that have to fail until a check does, and to pass until it does not any more. */
const failingAfter = 3;
const passingAfter = 2;

/** What is known of a check. */
export interface CheckHealth {
  /** The same as long as the same is checked. */
  readonly id: string;
  readonly state: HealthState;
  /** Since when; null: it was never tried. */
  readonly since: Date | null;
  /** How many of the last tries in a row say otherwise. */
  readonly against: number;
  readonly triedAt: Date | null;
  /** What the last try has told. */
  readonly detail: string | null;
  /** How long that took, in milliseconds. */
  readonly tookMs: number | null;
}

/** One that was not tried yet. */
export const untried = (id: string): CheckHealth => ({
  ...{ id, state: 'unknown', since: null, against: 0 },
  ...{ triedAt: null, detail: null, tookMs: null },
});

/** One try. */
export interface Tried {
  readonly verdict: Verdict;
  readonly at: Date;
  readonly detail: string;
  readonly tookMs: number;
}

/** How a check does after one more try. */
export function judgeCheck(before: CheckHealth, { verdict, at, ...told }: Tried): CheckHealth {
  const state = stateAfter(before, verdict);
  const isAgainst = state === before.state && speaksAgainst(before.state, verdict);
  return {
    ...told,
    id: before.id,
    state,
    since: state === before.state && before.since ? before.since : at,
    against: isAgainst ? before.against + 1 : 0,
    triedAt: at,
  };
}

function stateAfter({ state, against }: CheckHealth, verdict: Verdict): HealthState {
  switch (verdict) {
    case 'passed':
      return state === 'failing' && against + 1 < passingAfter ? 'failing' : 'passing';
    case 'failed':
      return against + 1 < failingAfter ? state : 'failing';
    case 'doubtful':
      return state === 'failing' ? 'failing' : 'unknown';
  }
}

const speaksAgainst = (state: HealthState, verdict: Verdict) =>
  verdict === (state === 'failing' ? 'passed' : 'failed');

/** How all of a unikernel's checks do together; null: there are none. */
export function healthOf(checks: readonly Pick<CheckHealth, 'state'>[]): HealthState | null {
  if (checks.length === 0) return null;
  if (checks.some(({ state }) => state === 'failing')) return 'failing';
  return checks.some(({ state }) => state === 'unknown') ? 'unknown' : 'passing';
}
