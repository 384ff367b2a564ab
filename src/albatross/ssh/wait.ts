import { TimeoutError } from '../errors.ts';

/** Waits for a promise, or rejects with the signal's reason; what the promise stands for goes on. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([aborted.promise, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Runs `task` with a signal that aborts after so long with a `TimeoutError` (phase connect), and with
 * the reasons of the others.
 */
export async function within<T>(
  milliseconds: number,
  signals: readonly (AbortSignal | undefined)[],
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const expire = () => deadline.abort(new TimeoutError('connect', milliseconds));
  const timer = setTimeout(expire, milliseconds);
  const given = signals.filter((signal) => signal !== undefined);
  try {
    return await task(AbortSignal.any([...given, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}
