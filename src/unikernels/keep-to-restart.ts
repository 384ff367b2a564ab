import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { Deps } from './deps.ts';
import { isFinal, keepLoopingImage } from './keep-looping.ts';
import type { UnikernelLocation } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';

/** One that is to be restarted: as its host shows it, and what is remembered of it. */
export interface Restarting {
  readonly current: UnikernelInfo;
  readonly known: RegisteredUnikernel | null;
}

const notRestarted =
  'It was not restarted: it restarts over and over, so that its host may end it instead, and its image could not be ' +
  'copied from there first.';

/**
 * Keeps the image of one that its host starts again by itself, since a host that is about to do so ends it for good
 * instead of restarting it. Where that one does restart over and over, and the image cannot be kept, it
 * throws why, or `image-not-kept` where it never can be.
 */
export async function keepToRestart(
  deps: Pick<Deps, 'images' | 'kept' | 'timer'>,
  location: UnikernelLocation,
  { current, known }: Restarting,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  if (current.failBehaviour === 'quit') return;
  const unkept = await keepLoopingImage(deps, location, current, signal);
  if (!unkept) return;
  // One that runs by the list, and is not there for the image again and again, is nowhere else.
  if (!hasEnded(known) && unkept.code !== 'unikernel-unknown') return;
  if (!isFinal(unkept)) throw unkept.extended(notRestarted);
  throw new Problem('image-not-kept', `${notRestarted} ${unkept.detail} Deploy it again.`, {
    cause: unkept,
  });
}

/** Whether it was seen to end, or to start by itself, lately. */
function hasEnded(known: RegisteredUnikernel | null): boolean {
  if (!known) return false;
  const { starts, absentSince } = known.observation;
  return starts.length > 1 || absentSince !== null;
}
