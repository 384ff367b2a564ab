import { Problem } from '../base/errors.ts';
import type { Count } from './counters.ts';

/** The 429 that says when to try again (RFC 6585, section 4). */
export function tooMany(detail: string, { countedAt, endsAt }: Count, cause?: unknown): Problem {
  const seconds = Math.ceil((endsAt.getTime() - countedAt.getTime()) / 1000);
  return new Problem('too-many-requests', detail, {
    cause,
    headers: { 'Retry-After': String(seconds) },
  });
}
