import type { Logger } from '../base/log.ts';
import { pause, type Timer } from '../base/timer.ts';

/** Milliseconds between two removals of what is kept for a time only. */
const purgeInterval = 3600 * 1000;

/**
 * Milliseconds from the start to the first one, and up to how many more, since others may start at the same
 * time: a server that is started anew again and again removes something, too.
 */
const firstAfter = 60_000;
const spread = 120_000;

/** Something that removes what it has kept long enough, and how the log calls that. */
export interface Purge {
  readonly what: string;
  run(): Promise<void>;
}

export interface PurgeDeps {
  readonly timer: Timer;
  /** From 0 until before 1. */
  readonly random: () => number;
  readonly log: Logger;
}

/** Removes soon, and then each hour, what is kept for a time only, until disposed. */
export function purgeEachHour(
  purges: readonly Purge[],
  { timer, random, log }: PurgeDeps,
): Disposable {
  const ending = new AbortController();
  const { signal } = ending;
  const repeat = async () => {
    await pause(timer, firstAfter + random() * spread, signal);
    while (!signal.aborted) {
      for (const { what, run } of purges) {
        run().catch((error) => log.error({ error }, `${what} are not removed`));
      }
      await pause(timer, purgeInterval, signal);
    }
  };
  repeat().catch(() => {}); // it has ended, as the signal says
  return { [Symbol.dispose]: () => ending.abort() };
}
