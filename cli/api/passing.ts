import { z } from 'zod';

const problem = z.looseObject({ code: z.string(), detail: z.string() });

/** What an answer says about asking again: whether, and after how many milliseconds where it says so. */
export type Again = 'never' | 'under-way' | { readonly after: number | null };

/** What of a refusal says so. */
export interface Refused {
  readonly status: number;
  readonly text: string;
  /** `Retry-After`; null where there is none. */
  readonly retryAfter: string | null;
}

/** The statuses of the server's own that pass. */
const passing = new Set([429, 502, 503, 504]);

/** Whether a read may be answered another time. */
export function readAgain(refused: Refused): Again {
  const { status, text } = refused;
  const passes = isProblem(text) ? passing.has(status) : isPassing(status);
  return passes ? { after: askedPause(refused) } : 'never';
}

/**
 * Whether a change may be sent again with its `Idempotency-Key`: where something before the server failed,
 * where the server says when, and where it is still doing it.
 */
export function changeAgain(refused: Refused): Again {
  const { status, text } = refused;
  const told = problem.safeParse(parseJson(text));
  const after = askedPause(refused);
  if (!told.success) return isPassing(status) ? { after } : 'never';
  if (told.data.code === 'request-running') return 'under-way';
  return passing.has(status) && after !== null ? { after } : 'never';
}

/**
 * Whether an answer that is none of the server's may be another one later: any fault of what is before it,
 * as Cloudflare's statuses up to 526 are.
 */
export function isPassing(status: number): boolean {
  if (status === 408 || status === 429) return true;
  return status >= 500 && status !== 501 && status !== 505;
}

/** Milliseconds that an answer asks to wait (RFC 9110 section 10.2.3); null where it does not say. */
function askedPause({ retryAfter }: Refused): number | null {
  return /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) * 1000 : null;
}

const isProblem = (text: string) => problem.safeParse(parseJson(text)).success;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
