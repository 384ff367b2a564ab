/** Milliseconds within which they count together, and how many are too many. */
const window = 10 * 60_000;
const tooMany = 2;

/** Milliseconds for which a place is left to another client that takes it again and again. */
const yieldFor = 3_600_000;

/** How often another client took the place of a subscription lately, and until when it is left to that one. */
export interface Eviction {
  /** Milliseconds since 1970, the oldest first. */
  readonly times: readonly number[];
  readonly until: Date | null;
}

/** With one more, now: it is time to yield where they are too many, and the next one counts anew. */
export function evictedOnceMore({ times }: Pick<Eviction, 'times'>, now: Date): Eviction {
  const at = now.getTime();
  const lately = [...times.filter((time) => time > at - window && time <= at), at];
  if (lately.length < tooMany) return { times: lately, until: null };
  return { times: [], until: new Date(at + yieldFor) };
}
