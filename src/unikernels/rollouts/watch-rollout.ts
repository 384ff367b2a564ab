import type { MonotonicClock } from '../../base/clock.ts';
import type { Timer } from '../../base/timer.ts';
import type { CheckContext, CheckResult } from '../../checks/check-runner.ts';
import type { Check } from '../../checks/schema.ts';
import { watchChecks } from '../../checks/watch-checks.ts';
import type { UnikernelLocation } from '../location.ts';
import type { Exit } from '../state/exit.ts';
import { followConsole, readEnd } from './console-lines.ts';
import type { RolloutPlan } from './plan.ts';
import { type Endurance, stayUp } from './stay-up.ts';

/** Tries a check once. */
export type RunCheck = (check: Check, context: CheckContext) => Promise<CheckResult>;

export interface WatchRolloutDeps {
  readonly runCheck: RunCheck;
  readonly timer: Timer;
  readonly now: MonotonicClock;
  /** Of what a host takes for an answer; default: the same. */
  readonly waits?: { readonly timer: Timer };
}

/** What is watched, and how what is seen is told. */
export interface WatchedRollout {
  readonly location: Pick<UnikernelLocation, 'host' | 'target' | 'key'>;
  readonly plan: Pick<RolloutPlan, 'checks' | 'settle' | 'deadline'>;
  /** When its host was told, by our clock. */
  readonly since: Date;
  /** Rejects where the rollout is over. */
  readonly expectWanted: () => Promise<void>;
  /** Told each result of a check as it comes. */
  readonly report: (index: number, result: CheckResult) => void;
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface Watched {
  readonly endurance: Endurance;
  /** How it ended, where it did and that is told. */
  readonly exit: Exit | null;
  /** The last result of each check; null: none was had. */
  readonly results: readonly (CheckResult | null)[];
  readonly passed: boolean;
}

/**
 * Watches a unikernel that was just started until it has stayed up and its checks have passed, or one
 * of these has failed. Rejects as `expectWanted` does, and with the signal's reason.
 */
export async function watchRollout(
  deps: WatchRolloutDeps,
  { location, plan, since, expectWanted, report, signal }: WatchedRollout,
): Promise<Watched> {
  const { checks, settle, deadline } = plan;
  const over = new AbortController();
  const bound = AbortSignal.any([signal, over.signal]);
  using console = checks.some(({ kind }) => kind === 'console')
    ? followConsole(location, since, bound)
    : null;
  const context = {
    account: location.key.domain,
    lines: () => console?.lines() ?? [],
  };
  let isChecking = checks.length > 0;
  const checking = isChecking
    ? watchChecks(
        {
          run: (check, ended) => deps.runCheck(check, { ...context, signal: ended }),
          timer: deps.timer,
        },
        checks,
        { deadline: deadline * 1000, atLeast: settle * 1000, signal: bound, report },
      ).finally(() => {
        isChecking = false;
      })
    : Promise.resolve({ passed: true, results: [] });
  const results = checking.catch((error: unknown) => {
    if (!over.signal.aborted || signal.aborted) throw error;
    return { passed: false, results: checks.map(() => null) };
  });
  const watching = stayUp(
    {
      look: (ended) =>
        location.host.read(
          (client, limit) => client.unikernel(location.target, { signal: limit }),
          ended,
        ),
      expectWanted,
      timer: deps.timer,
      now: deps.now,
    },
    { settle: settle * 1000, isAwaited: () => isChecking, signal: bound },
  );
  try {
    const endurance = await watching;
    if (endurance !== 'up') over.abort();
    const { passed, results: last } = await results;
    if (endurance !== 'down') return { endurance, exit: null, results: last, passed };
    const { timer = deps.timer } = deps.waits ?? {};
    const exit = await readEnd(location, since, { timer, signal });
    return { endurance, exit, results: last, passed };
  } finally {
    over.abort();
    await results.catch(() => {});
  }
}
