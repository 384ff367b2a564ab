import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { Clock, MonotonicClock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { Timer } from '../../base/timer.ts';
import type { CheckContext, CheckResult } from '../../checks/check-runner.ts';
import type { Check } from '../../checks/schema.ts';
import { watchChecks } from '../../checks/watch-checks.ts';
import type { AskedConfig } from '../asked-config.ts';
import { differingFields } from '../differences.ts';
import type { UnikernelLocation } from '../location.ts';
import type { HostNews } from '../log/host-news.ts';
import type { HostLooks } from '../observer/host-looks.ts';
import type { Exit } from '../state/exit.ts';
import { followConsole, readEnd, type ShownEnd, untilTold } from './console-lines.ts';
import type { RolloutPlan } from './plan.ts';
import { type Endurance, type SeenStart, stayUp } from './stay-up.ts';
import { endedBy } from './told-end.ts';

/** Tries a check once. */
export type RunCheck = (check: Check, context: CheckContext) => Promise<CheckResult>;

export interface WatchRolloutDeps {
  readonly runCheck: RunCheck;
  /** How its host is looked at, together with others that are watched there. */
  readonly looks: Pick<HostLooks, 'find'>;
  /** What the logs of hosts tell; left out: nothing. */
  readonly news?: Pick<HostNews, 'exitOf' | 'endOf'>;
  readonly timer: Timer;
  readonly now: MonotonicClock;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** Of what a host takes for an answer; default: the same. */
  readonly waits?: { readonly timer: Timer };
}

/** What is watched, and how what is seen is told. */
export interface WatchedRollout {
  readonly location: Pick<UnikernelLocation, 'host' | 'target' | 'key'>;
  /** SHA-256 of the image that was started, hex. */
  readonly digest: string;
  /** What it was started with. */
  readonly config: AskedConfig;
  /** Whether another server, or an earlier run of this one, has told its host. */
  readonly isResumed: boolean;
  /** Whether its host has answered just now: it may have been found out long after else. */
  readonly wasAnswered: boolean;
  readonly plan: Pick<RolloutPlan, 'checks' | 'settle' | 'deadline' | 'created'>;
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
  watched: WatchedRollout,
): Promise<Watched> {
  const { location, plan, since, expectWanted, report, signal } = watched;
  const { checks, settle, deadline } = plan;
  const { timer, now, clock, log, runCheck } = deps;
  const over = new AbortController();
  const bound = AbortSignal.any([signal, over.signal]);
  /** By the host's clock: what was printed before is another one's. */
  let started: Date | null = null;
  const following = {
    ...{ since, isFirst: plan.created, isThere: !watched.isResumed, timer },
    report: (error: unknown) => log.warn({ error, ...location.key }, 'a console is not followed'),
  };
  using console = checks.some(({ kind }) => kind === 'console')
    ? followConsole(location, { ...following, signal: bound })
    : null;
  const context = {
    account: location.key.domain,
    lines: () => (console ? console.lines(started) : []),
  };
  let isChecking = checks.length > 0;
  const run = (check: Check, ended: AbortSignal) => runCheck(check, { ...context, signal: ended });
  // It is looked at for as long as it has to stay up.
  const times = { deadline: Math.max(deadline, settle + 1) * 1000, atLeast: settle * 1000 };
  const ready = console ? untilTold(console, timer, bound) : Promise.resolve();
  ready.catch(() => {}); // whoever waits for it is told
  const last: (CheckResult | null)[] = checks.map(() => null);
  const note = (index: number, result: CheckResult) => {
    last[index] = result;
    report(index, result);
  };
  const options = { ...times, ready, signal: bound, report: note };
  const checking = isChecking
    ? watchChecks({ run, timer }, checks, options).finally(() => {
        isChecking = false;
      })
    : Promise.resolve({ passed: true, results: [] });
  const results = checking.catch((error: unknown) => {
    if (!over.signal.aborted || signal.aborted) throw error;
    return { passed: false, results: last };
  });
  results.catch(() => {}); // it is waited for below, which may be long after it has failed
  const isTold = isAsTold(watched);
  const look = async (ended: AbortSignal): Promise<UnikernelInfo | null> => {
    const found = await deps.looks.find(location, ended);
    if (started === null && found?.started) {
      started = found.started;
      if (watched.wasAnswered && isTold(found)) location.host.clock.learn(started, since, clock());
    }
    return found;
  };
  /** What was told of the last end. */
  let end: ShownEnd = { exit: null, lines: null };
  const whoEnded = async (start: SeenStart | null) => {
    const waits = deps.waits ?? { timer };
    const from = start?.info.started ?? null;
    const shown = await readEnd(location, { ...following, ...waits, signal, from });
    const { key } = location;
    const logged =
      (start ? deps.news?.endOf(key, start.at) : deps.news?.exitOf(key, since)) ?? null;
    end = { ...shown, exit: shown.exit?.code == null && logged ? logged : shown.exit };
    return endedBy({ lines: shown.lines, logged, isOfThisStart: start !== null });
  };
  try {
    const endurance = await stayUp(
      { look, whoEnded, expectWanted, timer, now, clock },
      {
        ...{ isOurs: isTold, mayRestart: watched.config.failBehaviour !== 'quit' },
        ...{ isResumed: watched.isResumed, settle: settle * 1000 },
        ...{ isAwaited: () => isChecking, signal: bound },
      },
    );
    if (endurance !== 'up' && endurance !== 'restarted') over.abort();
    const seen = { endurance, ...(await results) };
    if (endurance !== 'down') return { ...seen, exit: null };
    const { exit, lines } = end;
    const inTheEnd = async (check: Check, index: number) =>
      check.kind === 'console' && !(check.must === 'come' && last[index]?.ok)
        ? note(index, await runCheck(check, { ...context, lines: () => lines, signal }))
        : undefined;
    await Promise.all(checks.map(inTheEnd));
    return { endurance, exit, results: last, passed: last.every((result) => result?.ok === true) };
  } finally {
    over.abort();
    await results.catch(() => {});
  }
}

/** Whether what runs is what was started, with all that it was started with. */
const isAsTold =
  ({ digest, config }: Pick<WatchedRollout, 'digest' | 'config'>) =>
  (found: UnikernelInfo): boolean =>
    found.digest.toString('hex') === digest && differingFields(config, found).length === 0;
