import { Cancelled } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import type { Place } from './place.ts';

/** Waits for a change that the server carries out whoever leaves; says so to whoever presses Ctrl-C meanwhile. */
export async function orGoesOn<T>(
  { surroundings: { signal } }: Context,
  { host, name }: Place,
  change: () => Promise<T>,
): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Cancelled(
      `The server goes on with it: \`fulmar show ${host}/${name}\` says what becomes of it.`,
    );
  }
}
