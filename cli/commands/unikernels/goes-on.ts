import { Cancelled } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import type { Place } from './place.ts';

/** Waits for a change that the server carries out even if the client leaves, and says so on Ctrl-C. */
export async function orGoesOn<T>(
  { deps: { signal } }: Context,
  { host, name }: Place,
  change: () => Promise<T>,
): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Cancelled(
      `The server carries it out all the same: \`fulmar show ${host}/${name}\` shows the result.`,
    );
  }
}
