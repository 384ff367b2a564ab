import { setTimeout } from 'node:timers/promises';

/** Milliseconds. */
export interface Silence {
  /** Without anything, at first, until all that is there is taken to be told. */
  readonly first: number;
  /** The longest that it may take; the nearer that is, the shorter a silence is enough. */
  readonly longest: number;
}

/** When a source is done. */
export interface UntilQuiet<T> extends Silence {
  /** Whether this was written only after it was asked for, as far as clocks agree. */
  readonly isNews: (value: T) => boolean;
  /** Ends the source. */
  readonly end: () => void;
}

/**
 * What comes until nothing has come for a while, or until, after that while, something comes that is news;
 * `end` then ends the source. What is there already comes fast, and before what is still being written:
 * that, as a line each second, does not keep it from ending.
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
      next.catch(() => {}); // it is ended by us
      return end();
    }
    if (result.done) return;
    if (passed >= first && isNews(result.value)) return end();
    yield result.value;
  }
}
