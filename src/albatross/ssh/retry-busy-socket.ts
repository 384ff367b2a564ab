import { setTimeout as rest } from 'node:timers/promises';
import { ChannelRefusedError } from './errors.ts';

/** Milliseconds between two tries, doubled from one to the next; longer ones would lose to who comes anew. */
const minPause = 10;
const maxPause = 80;

/**
 * Opens a channel, again and again for `patience` milliseconds where a daemon's socket was not
 * connected to: albatross lets one or two wait to be taken (`listen s 1`), connecting fails at once for
 * others, and sshd says the same of that as of a socket that is not there. Through a refused channel
 * nothing was sent. Rejects with what `open` rejects with last, or with the signal's reason.
 */
export async function retryWhileSocketBusy<T>(
  open: () => Promise<T>,
  patience: number,
  signal: AbortSignal,
): Promise<T> {
  for (const pause of pausesWithin(patience)) {
    try {
      return await open();
    } catch (error) {
      if (!mayBeBusy(error)) throw error;
    }
    await rest(pause, null, { signal }).catch(() => signal.throwIfAborted());
  }
  return await open();
}

function* pausesWithin(patience: number): Generator<number> {
  let pause = minPause;
  for (let left = patience - pause; left >= 0; left -= pause) {
    yield pause;
    pause = Math.min(2 * pause, maxPause);
  }
}

const mayBeBusy = (error: unknown): boolean =>
  error instanceof ChannelRefusedError &&
  error.reason === 'not-connected' &&
  error.destination.kind === 'socket';
