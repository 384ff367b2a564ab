import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import { pause } from '../base/timer.ts';
import type { Deps } from './deps.ts';
import { keepRunningImage } from './keep-images.ts';
import type { UnikernelLocation } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { isBetweenStarts } from './state/conclude-state.ts';
import { observe } from './state/observation.ts';

/** How often one that is there for moments is asked for, and milliseconds between two times. */
const tries = 40;
const interval = 25;

/** What is looked at of one that is not there. */
type LoopingCase = Pick<RegisteredUnikernel, 'desired' | 'lastInfo' | 'observation' | 'askedAt'>;

/**
 * What one was seen as that is not there now, but may be in a moment, since its host starts it again; null:
 * it is none, or is gone for longer.
 */
export function loopingInfo(known: LoopingCase | null, now: Date): UnikernelInfo | null {
  if (known?.desired !== 'running' || !known.lastInfo) return null;
  const { failBehaviour } = known.lastInfo;
  const look = { at: now, found: null, afterAbsence: false };
  const observation = observe(known.observation, look, known.askedAt);
  return isBetweenStarts({ observation, failBehaviour, now }) ? known.lastInfo : null;
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
