import { pause, type Timer, unlessAborted } from '../base/timer.ts';
import type { CheckResult } from './check-runner.ts';
import type { Check } from './schema.ts';

/** Milliseconds past the deadline in which one that had no turn until then gets one: it shares them with others. */
const maxWait = 600_000;

export interface WatchDeps {
  /** Tries a check once. */
  readonly run: (check: Check, signal: AbortSignal) => Promise<CheckResult>;
  readonly timer: Timer;
}

/** How long checks are tried. */
export interface WatchOptions {
  /** Milliseconds until which all have to have passed. */
  readonly deadline: number;
  /** Milliseconds that it takes at least: until then a line may come that must not. */
  readonly atLeast: number;
  /** Resolves when it can be told what has not come; default: that can be told from the start. */
  readonly ready?: Promise<void>;
  readonly signal: AbortSignal;
  /** Told each result as it comes. */
  readonly report?: (index: number, result: CheckResult) => void;
}

export interface WatchOutcome {
  readonly passed: boolean;
  /** The last result of each check; null: none was had. */
  readonly results: readonly (CheckResult | null)[];
}

/**
 * Tries checks, each in its own pace, until every one has passed once, or the deadline. Lines that
 * must not come are looked for until the end, and end it at once where they come. Rejects with the
 * signal's reason.
 */
export async function watchChecks(
  { run, timer }: WatchDeps,
  checks: readonly Check[],
  { deadline, atLeast, ready = Promise.resolve(), signal, report }: WatchOptions,
): Promise<WatchOutcome> {
  const results: (CheckResult | null)[] = checks.map(() => null);
  const numbered = checks.map((check, index) => ({ check, index }));
  const [forbidding, required] = divide(numbered);
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  let isLate = false;
  const resultsOf = (some: readonly Numbered[]) => some.map(({ index }) => results[index] ?? null);
  /** Nothing is said of one that had no turn. */
  const endIfTold = () => {
    if (isLate && !resultsOf(required).includes(null)) over.abort();
  };
  using _deadline = timer(deadline, () => {
    isLate = true;
    endIfTold();
  });
  using _patience = timer(deadline + maxWait, () => over.abort());

  const attempt = async ({ check, index }: Numbered): Promise<CheckResult> => {
    const result = await run(check, until);
    results[index] = result;
    report?.(index, result);
    if (!result.ok) endIfTold();
    return result;
  };
  /** Tries again and again until it comes out so. */
  const untilIt = async (does: (result: CheckResult) => boolean, one: Numbered): Promise<void> => {
    while (!does(await attempt(one))) await pause(timer, one.check.every * 1000, until);
  };

  const telling = forbidding.length > 0 ? unlessAborted(ready, until) : Promise.resolve();
  const passed = [
    telling,
    pause(timer, atLeast, until),
    ...required.map((one) => untilIt(passes, one)),
  ];
  const violated = forbidding.map((one) => telling.then(() => untilIt(isViolated, one)));
  let completed = false;
  try {
    await Promise.race([Promise.all(passed), ...violated]);
    // The last look, at what came meanwhile, as soon as that can be seen.
    await Promise.all(forbidding.map((one) => untilIt(isSeen, one)));
    completed = true;
  } catch (error) {
    if (!until.aborted) throw error;
  } finally {
    over.abort();
    await Promise.allSettled([...passed, ...violated]);
  }
  signal.throwIfAborted();
  return { passed: completed && results.every((result) => result?.ok === true), results };
}

const passes = ({ ok }: CheckResult) => ok;
const isSeen = ({ doubt }: CheckResult) => doubt !== 'unseen';
const isViolated = (result: CheckResult) => !result.ok && isSeen(result);

interface Numbered {
  readonly check: Check;
  readonly index: number;
}

/** Those that are about what must not come, and the others. */
function divide(checks: readonly Numbered[]): readonly [Numbered[], Numbered[]] {
  const isForbidding = ({ check }: Numbered) =>
    check.kind === 'console' && check.must === 'not-come';
  return [checks.filter(isForbidding), checks.filter((one) => !isForbidding(one))];
}
