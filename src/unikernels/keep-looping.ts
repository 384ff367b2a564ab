import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import { pause } from '../base/timer.ts';
import type { Deps } from './deps.ts';
import { keepRunningImage } from './keep-images.ts';
import type { UnikernelLocation } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';

/** How often one that is there for moments is asked for, and milliseconds between two times. */
const tries = 40;
const interval = 25;

/**
 * What one was seen as that restarts over and over, or may, and so is in no list now and then; null: it is
 * none.
 */
export function loopingInfo(known: RegisteredUnikernel | null): UnikernelInfo | null {
  if (known?.desired !== 'running' || !known.lastInfo) return null;
  const { starts, absentSince } = known.observation;
  const mayComeBack = absentSince !== null && known.lastInfo.failBehaviour !== 'quit';
  return starts.length > 1 || mayComeBack ? known.lastInfo : null;
}

/**
 * Keeps the image of one that runs, or restarts over and over: asks for it until a moment is met in
 * which it runs, or that was tried often enough. What its host refuses then is not kept.
 */
export async function keepLoopingImage(
  deps: Pick<Deps, 'images' | 'kept' | 'timer'>,
  location: UnikernelLocation,
  info: UnikernelInfo,
  signal: AbortSignal,
): Promise<void> {
  const most = info.failBehaviour === 'quit' ? 1 : tries;
  for (let count = 0; count < most; count += 1) {
    try {
      return await keepRunningImage(deps, location, info, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Problem)) throw error;
      if (error.code !== 'unikernel-unknown' && error.code !== 'host-refused') return;
    }
    await pause(deps.timer, interval, signal);
  }
}
