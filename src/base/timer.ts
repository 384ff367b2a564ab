/** Does something later, in milliseconds, unless disposed before; tests pass in one of their own. */
export type Timer = (milliseconds: number, action: () => void) => Disposable;

/** The time of the machine; what waits for it keeps no process alive. */
export const systemTimer: Timer = (milliseconds, action) => {
  const timeout = setTimeout(action, milliseconds);
  timeout.unref();
  return { [Symbol.dispose]: () => clearTimeout(timeout) };
};

/** Resolves after so many milliseconds; rejects with the signal's reason where that comes first. */
export async function pause(timer: Timer, milliseconds: number, signal: AbortSignal) {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  using _timeout = timer(milliseconds, resolve);
  using _following = onAbort(signal, () => reject(signal.reason));
  await promise;
}

/** The same, to race with: null when the time is over, or the signal has aborted. */
export async function pastPause(
  timer: Timer,
  milliseconds: number,
  signal: AbortSignal,
): Promise<null> {
  await pause(timer, milliseconds, signal).catch(() => {}); // whoever aborts it does not wait for it
  return null;
}

/** Waits for a promise, or rejects with the signal's reason; what the promise stands for goes on. */
export async function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return await promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  using _following = onAbort(signal, () => reject(signal.reason));
  return await Promise.race([aborted, promise]);
}

/** Aborts with the first of them that does; none where there is none. */
export function firstOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}

/** Calls `action` when the signal aborts, at once where it has; never after disposal. */
export function onAbort(signal: AbortSignal | undefined, action: () => void): Disposable {
  if (signal?.aborted) action();
  signal?.addEventListener('abort', action, { once: true });
  return { [Symbol.dispose]: () => signal?.removeEventListener('abort', action) };
}
