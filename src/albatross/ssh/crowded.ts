import { setTimeout as rest } from 'node:timers/promises';
import { ChannelRefusedError } from './errors.ts';

/** Milliseconds before the second try; doubled after each. */
const firstPause = 10;

/**
 * Opens a channel, again and again for `patience` milliseconds where a daemon's socket was not
 * connected to: albatross lets one or two wait to be taken (`listen s 1`), connecting fails at once for
 * others, and sshd says the same of that as of a socket that is not there. Through a refused channel
 * nothing was sent. Rejects with what `open` rejects with last, or with the signal's reason.
 */
export async function openThoughCrowded<T>(
  open: () => Promise<T>,
  patience: number,
  signal: AbortSignal,
): Promise<T> {
  for (let pause = firstPause, left = patience; pause <= left; left -= pause, pause *= 2) {
    try {
      return await open();
    } catch (error) {
      if (!mayBeCrowded(error)) throw error;
    }
    await rest(pause, null, { signal }).catch(() => signal.throwIfAborted());
  }
  return await open();
}

const mayBeCrowded = (error: unknown): boolean =>
  error instanceof ChannelRefusedError &&
  error.reason === 'not-connected' &&
  error.destination.kind === 'socket';
