/** Milliseconds for which is gathered what belongs together: a host, or all, are not lost in an instant. */
const gatherFor = 30_000;

/** Messages of a channel in so many milliseconds: what comes beyond waits, and is told at once. */
const most = 10;
const within = 60 * 60_000;

/** When is told what waits since `since`, after the latest messages (RFC 3339, in their order). */
export function tellsAt(since: Date, sentAt: readonly string[]): Date {
  const gathered = since.getTime() + gatherFor;
  const full = sentAt.at(-most);
  const free = full === undefined ? 0 : Date.parse(full) + within;
  return new Date(Math.max(gathered, free));
}

/** The latest messages, with one of now. */
export function latestSent(sentAt: readonly string[], now: Date): string[] {
  return [...sentAt, now.toISOString()].slice(-most);
}
