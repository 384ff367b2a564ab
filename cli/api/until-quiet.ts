import { setTimeout } from 'node:timers/promises';

/** What comes until nothing has come for so many milliseconds; `end` then ends the source. */
export async function* untilQuiet<T>(
  source: AsyncGenerator<T>,
  milliseconds: number,
  end: () => void,
): AsyncGenerator<T> {
  for (;;) {
    const over = new AbortController();
    const next = source.next();
    const result = await Promise.race([next, setTimeout(milliseconds, null, over)]).finally(() =>
      over.abort(),
    );
    if (result === null) {
      next.catch(() => {}); // it is ended by us
      return end();
    }
    if (result.done) return;
    yield result.value;
  }
}
