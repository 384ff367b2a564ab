import { setTimeout } from 'node:timers/promises';

/** Milliseconds. */
export interface Silence {
  /** Without anything, at first, until all that is there is taken to be told. */
  readonly first: number;
  /** The longest that it may take; the nearer that is, the shorter a silence is enough. */
  readonly longest: number;
}

/** When a source counts as finished. */
export interface UntilQuiet<T> extends Silence {
  /** Whether a value was written after the request was made, as far as the clocks agree. */
  readonly isNews: (value: T) => boolean;
  /** Ends the source. */
  readonly end: () => void;
}

/**
 * Yields what a source already holds: until nothing has come for `first` milliseconds, or until, after that time,
 * something new comes. `end` then ends the source. What is there already comes fast, and before anything new, so a
 * source that is still being written to, say once a second, ends too.
 */
export async function* untilQuiet<T>(
  source: AsyncGenerator<T>,
  { first, longest, isNews, end }: UntilQuiet<T>,
): AsyncGenerator<T> {
  const begun = performance.now();
  for (;;) {
    const passed = performance.now() - begun;
    const left = 1 - passed / longest;
    if (left <= 0) return end();
    const over = new AbortController();
    const next = source.next();
    const silence = setTimeout(first * left, null, over);
    const result = await Promise.race([next, silence]).finally(() => over.abort());
    if (result === null) {
      next.catch(() => {}); // we end it ourselves
      return end();
    }
    if (result.done) return;
    if (passed >= first && isNews(result.value)) return end();
    yield result.value;
  }
}
