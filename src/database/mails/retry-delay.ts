/** Milliseconds after the first try in vain, and at most. */
const first = 30_000;
const max = 3600_000;

/** Milliseconds until the next try, after so many before the one that failed. */
export function delayAfter(tries: number): number {
  return Math.min(first * 2 ** tries, max);
}
