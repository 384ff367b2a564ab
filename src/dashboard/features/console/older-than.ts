interface Timed {
  readonly timestamp: string;
}

/** Those of kept lines that are not shown yet; both are the oldest first. */
export function olderThan<T extends Timed>(kept: readonly T[], shown: readonly Timed[]): T[] {
  const [oldest] = shown;
  if (!oldest) return [...kept];
  const time = Date.parse(oldest.timestamp);
  const isThen = ({ timestamp }: Timed) => Date.parse(timestamp) === time;
  const repeated = shown.findIndex((line) => !isThen(line));
  const times = repeated < 0 ? shown.length : repeated;
  const before = kept.filter(({ timestamp }) => Date.parse(timestamp) < time);
  const then = kept.filter(isThen);
  return [...before, ...then.slice(0, Math.max(0, then.length - times))];
}
