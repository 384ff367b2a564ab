/** Waits until something may be conveyed; gives up what is open and rejects where it may not, or the signal aborts. */
export async function readyOr(
  ready: Promise<unknown> | undefined,
  signal: AbortSignal | undefined,
  giveUp: () => void,
): Promise<void> {
  if (!ready) return;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const leave = () => reject(signal?.reason);
  signal?.addEventListener('abort', leave);
  try {
    signal?.throwIfAborted();
    await Promise.race([ready, aborted]);
  } catch (error) {
    giveUp();
    throw error;
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}
