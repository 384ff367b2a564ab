import type { Again } from './passing.ts';
import { pause } from './pause.ts';

/** The longest that a server may ask us to wait before the next try: milliseconds. */
const longestPause = 10_000;

/** Milliseconds until the next question after what the server is still doing, at first and at most: each may carry a file. */
const [firstLook, longestLook] = [2_000, 20_000];

/** Milliseconds before each further try. */
export const defaultPauses = [300, 1_000, 3_000];

/** What failed here, or took long enough: no other try would do better. */
export class FinalError extends Error {
  override readonly name = 'FinalError';
}

/** What came of a try, and what it says about another one. */
export interface Tried<T> {
  readonly value: T;
  readonly again: Again;
}

/**
 * Tries until that has a value to keep; one that rejects is tried again, too, as long as there are pauses
 * left. What the server is still doing is waited for until the signal aborts. Rejects as the last try does,
 * and with the signal's reason.
 */
export async function repeat<T>(
  attempt: () => Promise<Tried<T>>,
  signal: AbortSignal,
  pauses: readonly number[] = defaultPauses,
): Promise<T> {
  let look = firstLook;
  for (let tries = 0; ; tries += 1) {
    const rest = pauses[tries];
    const tried = await attempt().catch((error: unknown) => {
      if (signal.aborted || rest === undefined || error instanceof FinalError) throw error;
      return null;
    });
    if (tried?.again === 'under-way') {
      await pause(look, signal);
      look = Math.min(2 * look, longestLook);
      tries = -1;
      continue;
    }
    if (tried?.again === 'never') return tried.value;
    const wait = tried?.again.after ?? rest ?? 0;
    if (tried && (rest === undefined || wait > longestPause)) return tried.value;
    await pause(wait, signal);
  }
}
