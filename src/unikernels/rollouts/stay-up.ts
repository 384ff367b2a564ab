import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { MonotonicClock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';

/** Milliseconds between two looks, at most. */
const maxInterval = 1_000;
const minInterval = 200;

/** Milliseconds for which a host may be silent while it is looked at. */
const maxSilence = 60_000;

/**
 * How a unikernel did while it was watched; `lost`: its host could not be asked, or was away for a
 * moment, and with it what ran; `overtaken`: another client has started something else.
 */
export type Endurance = 'up' | 'down' | 'lost' | 'overtaken';

export interface StayUpDeps {
  /** What its host has of it now; null: it does not run. */
  readonly look: (signal: AbortSignal) => Promise<UnikernelInfo | null>;
  /** Called before each look; rejects where the watching is to end. */
  readonly expectWanted: () => Promise<void>;
  readonly timer: Timer;
  readonly now: MonotonicClock;
}

export interface StayUpOptions {
  /** SHA-256 of the image that it is to run, hex. */
  readonly digest: string;
  /** Milliseconds that it has to stay up. */
  readonly settle: number;
  /** Whether anything else is still waited for: so long it has to stay up as well. */
  readonly isAwaited: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Looks at a unikernel that was just started until it has stayed up long enough. One that its host
 * has started anew meanwhile has not. Rejects with the signal's reason, and as `expectWanted` does.
 */
export async function stayUp(
  { look, expectWanted, timer, now }: StayUpDeps,
  { digest, settle, isAwaited, signal }: StayUpOptions,
): Promise<Endurance> {
  const begun = now();
  const interval = Math.min(maxInterval, Math.max(minInterval, settle / 10));
  let first: UnikernelInfo | null = null;
  let heard = begun;
  let missed = false;
  for (;;) {
    await expectWanted();
    const isLast = now() - begun >= settle && !isAwaited();
    const found = await lookOrMiss(look, signal);
    if (found === null) return missed ? 'lost' : 'down';
    if (found) {
      if (found.digest.toString('hex') !== digest) return 'overtaken';
      // A host that was booted meanwhile has started all of its unikernels anew.
      if (first && isAnother(first, found)) return missed ? 'lost' : 'down';
      first ??= found;
      heard = now();
      if (isLast) return 'up';
    } else if (now() - heard >= maxSilence) return 'lost';
    missed = found === undefined;
    const rest = Math.max(0, settle - (now() - begun));
    await pause(timer, rest > 0 ? Math.min(interval, rest) : maxInterval, signal);
  }
}

/** undefined: the host did not answer. */
async function lookOrMiss(
  look: StayUpDeps['look'],
  signal: AbortSignal,
): Promise<UnikernelInfo | null | undefined> {
  try {
    return await look(signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Problem)) throw error;
    return undefined;
  }
}

/** A host that does not tell since when its unikernels run tells nothing here. */
function isAnother(one: UnikernelInfo, other: UnikernelInfo): boolean {
  return one.started !== null && one.started.getTime() !== other.started?.getTime();
}
