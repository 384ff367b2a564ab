import { pastPause, type Timer } from '../../base/timer.ts';
import type { TimedLine } from '../state/exit.ts';

/** Lines that are read of a console: an end is told in the last few. */
export const maxLines = 64;

/** Milliseconds without a further line after which all of the history is read. */
const rest = 100;

/** Milliseconds after which what comes is none: one that starts again and again may never rest. */
const historyTakes = 1_000;

/** The end of what a console had. */
export interface ConsoleHistory {
  /** The newest last. */
  readonly lines: readonly TimedLine[];
  /** Whether nothing more came. */
  readonly isWhole: boolean;
}

/** The last lines of what is there by now. */
export async function historyOf(
  feed: AsyncIterable<TimedLine>,
  timer: Timer,
  signal: AbortSignal,
): Promise<ConsoleHistory> {
  const lines: TimedLine[] = [];
  const events = feed[Symbol.asyncIterator]();
  const done = new AbortController();
  const over = pastPause(timer, historyTakes, AbortSignal.any([signal, done.signal]));
  const late = over.then(() => 'late' as const);
  try {
    for (;;) {
      const settled = new AbortController();
      const resting = pastPause(timer, rest, AbortSignal.any([signal, settled.signal]));
      const next = await Promise.race([events.next(), resting, late]);
      settled.abort();
      if (next === null || next === 'late' || next.done) {
        return { lines: lines.slice(-maxLines), isWhole: next === null && !signal.aborted };
      }
      lines.push(next.value);
      if (lines.length > 2 * maxLines) lines.splice(0, maxLines);
    }
  } finally {
    done.abort();
  }
}
