import { pause } from './pause.ts';

/** Milliseconds. */
export interface SendTiming {
  /** Until a read is answered; the server itself waits for 50 s at most. */
  readonly patience: number;
  /** Before each further try of a read. */
  readonly pauses: readonly number[];
}

export const defaultTiming: SendTiming = { patience: 75_000, pauses: [300, 1_000, 3_000] };

/** What passes: the server restarts, or has enough to do. */
const passing = new Set([429, 502, 503, 504]);

/** The longest that a server may ask us to wait before the next try: milliseconds. */
const longestPause = 10_000;

/**
 * Sends a request, and a read again where that may help. A change is sent once: whoever wants it
 * again calls again. Rejects as `fetch` does, and with the signal's reason.
 */
export async function send(
  request: Request,
  signal: AbortSignal,
  { patience, pauses }: SendTiming = defaultTiming,
): Promise<Response> {
  if (request.method !== 'GET') return await fetch(request, { signal });
  for (const rest of pauses) {
    const answer = await attempt(request, signal, patience).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return null;
    });
    if (answer !== null && !passing.has(answer.status)) return answer;
    const wait = retryAfter(answer) ?? rest;
    if (answer !== null && wait > longestPause) return answer;
    await answer?.body?.cancel();
    await pause(wait, signal);
  }
  return await attempt(request, signal, patience);
}

/** Bounds the time until the answer begins; its body may be a stream. */
async function attempt(request: Request, signal: AbortSignal, patience: number): Promise<Response> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error('The server did not answer.')), patience);
  try {
    return await fetch(request.clone(), { signal: AbortSignal.any([signal, limit.signal]) });
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds that an answer asks to wait (RFC 9110 section 10.2.3); null where it does not say. */
function retryAfter(answer: Response | null): number | null {
  const text = answer?.headers.get('retry-after') ?? '';
  return /^\d+$/.test(text) ? Number(text) * 1000 : null;
}
