import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds; rejects with the signal's reason where that is aborted before. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error;
  }
}
