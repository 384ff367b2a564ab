/** Milliseconds for which is gathered what belongs together: a host, or all, are not lost in an instant. */
const gatherFor = 30_000;

/** While more comes it goes on until nothing has for a while, but not for long: many hosts are found away one by one. */
const lull = 15_000;
const gatherAtMost = 2 * 60_000;

/** Messages of a channel in so many milliseconds: what comes beyond waits, and is told at once. */
const max = 10;
const within = 60 * 60_000;

/** Since when the first and the latest wait of what is to be told. */
export interface Gathered {
  readonly since: Date;
  readonly latest: Date;
}

/** Milliseconds by which clocks of servers may differ. */
const clocksDiffer = 5_000;

/**
 * When is told what waits, after the latest messages (RFC 3339, in their order). What is later than now was noted by
 * a clock that was ahead: nobody waits until then.
 */
export function tellsAt({ since, latest }: Gathered, sentAt: readonly string[], now: Date): Date {
  const isAhead = (moment: number) => moment > now.getTime() + clocksDiffer;
  const begun = isAhead(since.getTime()) ? 0 : since.getTime();
  const quiet = Math.max(begun + gatherFor, latest.getTime() + lull);
  const gathered = Math.min(begun + gatherAtMost, quiet);
  const full = Date.parse(sentAt.at(-max) ?? '');
  const free = Number.isNaN(full) || isAhead(full) ? 0 : full + within;
  return new Date(Math.max(gathered, free));
}

/** The latest messages, with one of now. */
export function latestSent(sentAt: readonly string[], now: Date): string[] {
  return [...sentAt, now.toISOString()].slice(-max);
}
