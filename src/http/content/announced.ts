import type { IncomingMessage } from 'node:http';
import { Problem } from '../../base/errors.ts';

/** Whether the request announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Announced octets of the body; null where the header is missing. */
export function contentLength({ headers }: IncomingMessage): number | null {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
}

/** Whether the client sends its body only when it is asked to (RFC 9110, section 10.1.1). */
export function waitsForContinue({ headers }: IncomingMessage): boolean {
  return /^100-continue$/i.test(headers.expect ?? '');
}

/**
 * Refuses a content of which nothing is announced: it has no body, and so no end that could come
 * (RFC 9112, section 6.3). Throws `length-required`.
 */
export function expectLength(header: (name: string) => string | null): void {
  if (header('content-length') !== null || header('transfer-encoding') !== null) return;
  throw new Problem('length-required', 'Send the content with its Content-Length, or in chunks.');
}

/** The refusal of a content of more than `limit` octets. */
export function tooLarge(limit: number): Problem {
  return new Problem('too-large', `At most ${limit} octets are taken here.`, { facts: { limit } });
}
