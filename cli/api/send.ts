import { changeAgain, readAgain } from './passing.ts';
import { defaultPauses, repeat, type Tried } from './repeat.ts';

/** Milliseconds. */
export interface SendTiming {
  /** Until a read is answered; the server itself waits for 50 s at most. */
  readonly patience: number;
  /** Before each further try. */
  readonly pauses: readonly number[];
}

const defaultTiming: SendTiming = { patience: 75_000, pauses: defaultPauses };

/**
 * Sends a request, and again where that may help: a read, or a change with the `Idempotency-Key` that it
 * has, by which the server does it once. Rejects as `fetch` does, and with the signal's reason.
 */
export async function send(
  request: Request,
  signal: AbortSignal,
  { patience, pauses }: SendTiming = defaultTiming,
): Promise<Response> {
  const isRead = request.method === 'GET';
  const again = isRead ? readAgain : changeAgain;
  const attempt = async (): Promise<Tried<Response>> => {
    const answer = await (isRead
      ? fetchWithin(request.clone(), signal, patience)
      : fetch(request.clone(), { signal }));
    if (answer.ok) return { value: answer, again: 'never' };
    const { status, headers } = answer;
    const text = await answer.text();
    const refused = { status, text, retryAfter: headers.get('retry-after') };
    return { value: new Response(text, { status, headers }), again: again(refused) };
  };
  return await repeat(attempt, signal, pauses);
}

/** Bounds the time until the answer begins; its body may be a stream. */
async function fetchWithin(
  request: Request,
  signal: AbortSignal,
  patience: number,
): Promise<Response> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error('The server did not answer.')), patience);
  try {
    return await fetch(request, { signal: AbortSignal.any([signal, limit.signal]) });
  } finally {
    clearTimeout(timer);
  }
}
