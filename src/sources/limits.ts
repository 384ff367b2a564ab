import type { IncomingHttpHeaders } from 'node:http';
import { numberIn } from '../outgoing/header-values.ts';
import type { RequestLimits } from './pinned-source.ts';

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
