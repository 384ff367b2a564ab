import type { IncomingHttpHeaders } from 'node:http';

/** A header that begins with a whole number small enough for a time; null where it is none. */
export function numberIn(headers: IncomingHttpHeaders, name: string): number | null {
  const [digits] = /^\d{1,12}(?![\d.])/.exec(`${headers[name] ?? ''}`) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** A header that is a moment, in seconds since 1970; null where it is none. */
export function momentIn(headers: IncomingHttpHeaders, name: string): Date | null {
  const seconds = numberIn(headers, name);
  return seconds === null ? null : inReach(seconds * 1000);
}

/** When a service takes requests again (RFC 9110 section 10.2.3); null: it does not say. */
export function retryAfter(headers: IncomingHttpHeaders, now: Date): Date | null {
  const seconds = numberIn(headers, 'retry-after');
  if (seconds !== null) return inReach(now.getTime() + seconds * 1000);
  return inReach(Date.parse(`${headers['retry-after'] ?? ''}`));
}

/** A moment; null where it is none that RFC 3339 can tell. */
export function inReach(milliseconds: number): Date | null {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date : null;
}
