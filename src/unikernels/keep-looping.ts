import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { type ErrorCode, Problem } from '../base/errors.ts';
import { pause } from '../base/timer.ts';
import type { Deps } from './deps.ts';
import { keepRunningImage } from './keep-images.ts';
import type { UnikernelLocation } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { isBetweenStarts } from './state/conclude-state.ts';
import { type Observation, observe } from './state/observation.ts';

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
  const isBetween = isBetweenStarts({ observation: asGone(known, now), failBehaviour, now });
  return isBetween ? known.lastInfo : null;
}

/** Whether one that is not there now may be in a moment, as far as its host starts it again. */
export function mayBeBack(
  known: (LoopingCase & Pick<RegisteredUnikernel, 'config'>) | null,
  now: Date,
): boolean {
  const failBehaviour = (known?.lastInfo ?? known?.config)?.failBehaviour;
  if (known?.desired !== 'running' || failBehaviour === undefined) return false;
  return isBetweenStarts({ observation: asGone(known, now), failBehaviour, now });
}

/** What is known of one, with what a look shows that does not find it now. */
function asGone({ observation, askedAt }: LoopingCase, now: Date): Observation {
  return observe(observation, { at: now, found: null, afterAbsence: false }, askedAt);
}

/**
 * Keeps the image of one that runs, or restarts over and over: asks for it until a moment is met in
 * which it runs, or that was tried often enough. Gives why it is not kept; null: it is.
 */
export async function keepLoopingImage(
  deps: Pick<Deps, 'images' | 'kept' | 'timer'>,
  location: UnikernelLocation,
  info: UnikernelInfo,
  signal: AbortSignal,
): Promise<Problem | null> {
  const max = info.failBehaviour === 'quit' ? 1 : tries;
  for (let count = 1; ; count += 1) {
    try {
      await keepRunningImage(deps, location, info, signal);
      return null;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Problem)) throw error;
      if (count === max || !isOfItsMoment(error)) return error;
    }
    await pause(deps.timer, interval, signal);
  }
}

const isOfItsMoment = ({ code }: Problem) =>
  code === 'unikernel-unknown' || code === 'host-refused';

/** What keeps an image from being kept at any time; anything else may be over soon. */
const final: ReadonlySet<ErrorCode> = new Set([
  ...(['unikernel-unknown', 'host-refused', 'host-nonsense'] as const),
  ...(['image-refused', 'too-large', 'no-room'] as const),
]);

/** Whether what kept an image from being kept will not pass: the spool, which says when to try again, has room later. */
export function isFinal({ code, headers }: Problem): boolean {
  return final.has(code) && !('Retry-After' in headers);
}
