const steps = [
  { name: 'y', seconds: 365 * 86_400 },
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
] as const;

const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'long' });

/** A span as its largest unit, `3 d`; of less than a minute, `12 s`. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const step = steps.find((each) => seconds >= each.seconds);
  return step ? `${Math.floor(seconds / step.seconds)} ${step.name}` : `${seconds} s`;
}

/** A time as seen from `now`: `3 d ago`, `in 2 h`, `just now`. */
export function formatRelative(time: number, now: number): string {
  const distance = now - time;
  if (Math.abs(distance) < 10_000) return 'just now';
  return distance > 0 ? `${formatSpan(distance)} ago` : `in ${formatSpan(-distance)}`;
}

/** A time in full, in the reader's own zone. */
export function formatExact(time: number): string {
  return exact.format(time);
}

const isoTimes = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A sentence of the server with its times as a reader has them. */
export function withLocalTimes(text: string): string {
  return text.replace(isoTimes, (time) => formatExact(Date.parse(time)));
}
