import { setTimeout } from 'node:timers/promises';

/** Milliseconds. */
export interface Silence {
  /** Without anything, at first, until all that is there is taken to be told. */
  readonly first: number;
  /** The longest that it may take; the nearer that is, the shorter a silence is enough. */
  readonly longest: number;
}

/**
 * What comes until nothing has come for a while; `end` then ends the source. What is there already comes
 * fast, and what is still being written, as a line each second, does not keep it from ending.
 */
export async function* untilQuiet<T>(
  source: AsyncGenerator<T>,
  { first, longest }: Silence,
  end: () => void,
): AsyncGenerator<T> {
  const begun = performance.now();
  for (;;) {
    const left = 1 - (performance.now() - begun) / longest;
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
    yield result.value;
  }
}
