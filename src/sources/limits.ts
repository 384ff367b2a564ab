import type { IncomingHttpHeaders } from 'node:http';
import type { RequestLimits } from './pinned-source.ts';

/** A header that is a whole number; null where it is none. */
export function numberIn(headers: IncomingHttpHeaders, name: string): number | null {
  const [digits] = /^\d{1,12}(?![\d.])/.exec(`${headers[name] ?? ''}`) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** When a service takes requests again (RFC 9110 section 10.2.3); null: it does not say. */
export function retryAfter(headers: IncomingHttpHeaders, now: Date): Date | null {
  const seconds = numberIn(headers, 'retry-after');
  if (seconds !== null) return inReach(now.getTime() + seconds * 1000);
  return inReach(Date.parse(`${headers['retry-after'] ?? ''}`));
}

/** A moment; null where it is none that a date can hold. */
export function inReach(milliseconds: number): Date | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? null : date;
}

/** What is left of a limit, by the names of its headers; null: nothing is said of one. */
export function limitsIn(
  headers: IncomingHttpHeaders,
  prefix: 'x-ratelimit' | 'ratelimit',
  resetsAt: Date | null,
): RequestLimits | null {
  const limit = numberIn(headers, `${prefix}-limit`);
  const remaining = numberIn(headers, `${prefix}-remaining`);
  if (limit === null || remaining === null) return null;
  return { limit, remaining, resetsAt: resetsAt?.toISOString() ?? null };
}
