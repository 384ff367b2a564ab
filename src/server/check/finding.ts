import { unlessAborted } from '../../base/timer.ts';

/** What was looked at, and what came of it. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'wrong';
  /** What is so, or what is wrong. */
  readonly detail: string;
  /** What to do about it; null where nothing is wrong. */
  readonly advice: string | null;
}

/** Something is wrong, and can be mended. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
  readonly advice: string;

  constructor(detail: string, advice: string, options?: ErrorOptions) {
    super(detail, options);
    this.advice = advice;
  }
}

/** Looks at one thing: gives what is so, null where there is nothing to look at. Throws `Wrong`. */
export type Check = readonly [name: string, look: (signal: AbortSignal) => Promise<string | null>];

export interface FindOptions {
  /** Nobody waits for it any more. */
  readonly signal?: AbortSignal;
  /** Milliseconds for each. */
  readonly limit?: number;
}

/** Longer than a host is waited for. */
const standardLimit = 25_000;

/** Looks at all of it side by side; whatever one of them fails with, or takes too long for, is its finding. */
export async function findAll(
  checks: readonly Check[],
  { signal, limit = standardLimit }: FindOptions = {},
): Promise<Finding[]> {
  const findings = await Promise.all(checks.map((check) => findOne(check, signal, limit)));
  return findings.filter((finding) => finding !== null);
}

async function findOne(
  [check, look]: Check,
  signal: AbortSignal | undefined,
  limit: number,
): Promise<Finding | null> {
  const late = AbortSignal.timeout(limit);
  const end = signal ? AbortSignal.any([signal, late]) : late;
  try {
    const detail = await unlessAborted(look(end), end);
    return detail === null ? null : { check, state: 'ok', detail, advice: null };
  } catch (error) {
    signal?.throwIfAborted();
    return { check, state: 'wrong', ...(late.aborted ? tooLate(limit) : describe(error)) };
  }
}

const tooLate = (limit: number) => ({
  detail: `There was no answer within ${limit / 1000} s.`,
  advice: 'See whether what it stands on runs, and try again.',
});

function describe(error: unknown): Pick<Finding, 'detail' | 'advice'> {
  const detail = error instanceof Error ? error.message : `${error}`;
  return { detail, advice: error instanceof Wrong ? error.advice : 'See the log of the server.' };
}
