import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { Clock, MonotonicClock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { EndedBy } from './told-end.ts';

/** Milliseconds between two looks, at most. */
const maxInterval = 1_000;
const minInterval = 200;

/** Milliseconds for which a host may be silent while it is looked at. */
const maxSilence = 60_000;

/** Milliseconds within which what goes without a word has ended by itself: nobody else is so quick. */
const early = 3_000;

/** Milliseconds within which a host starts again what has ended. */
const restartTakes = 5_000;

/**
 * How a unikernel did while it was watched. `down`: it ended by itself; `lost`: its host could not be
 * asked, or was away for a moment, and with it what ran; `overtaken`: another client has started
 * something in its place; `ended`: another client has ended it; `untold`: it is gone, and `restarted`: it
 * was started anew once and has stayed up since, and nothing tells by whom.
 */
export type Endurance = 'up' | 'down' | 'lost' | 'overtaken' | 'ended' | 'untold' | 'restarted';

/** A start of it, and when it was first seen, by our clock. */
export interface SeenStart {
  readonly info: UnikernelInfo;
  readonly at: Date;
}

export interface StayUpDeps {
  /** What its host has of it now; null: it does not run. */
  readonly look: (signal: AbortSignal) => Promise<UnikernelInfo | null>;
  /** Who has ended a start of it; null: one that was never seen. */
  readonly whoEnded: (start: SeenStart | null) => Promise<EndedBy>;
  /** Called before each look; rejects where the watching is to end. */
  readonly expectWanted: () => Promise<void>;
  readonly timer: Timer;
  readonly now: MonotonicClock;
  readonly clock: Clock;
}

export interface StayUpOptions {
  /** Whether what runs is what was asked for. */
  readonly isOurs: (found: UnikernelInfo) => boolean;
  /** Whether its host may start it again by itself. */
  readonly mayRestart: boolean;
  /** Whether it was started long ago. */
  readonly isResumed: boolean;
  /** Milliseconds that it has to stay up. */
  readonly settle: number;
  /** Whether anything else is still waited for: so long it has to stay up as well. */
  readonly isAwaited: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Looks at a unikernel that was just started until it has stayed up long enough. One that has ended by
 * itself has not, whether or not its host has started it anew. Where nothing tells who has ended it, it
 * has only where it ended at once, or twice. Rejects with the signal's reason, and as `expectWanted` does.
 */
export async function stayUp(deps: StayUpDeps, options: StayUpOptions): Promise<Endurance> {
  return await new Watch(deps, options).run();
}

class Watch {
  readonly #deps: StayUpDeps;
  readonly #options: StayUpOptions;
  /** The start that has to stay up, and since when it does. */
  #start: SeenStart | null = null;
  #since: number;
  #heard: number;
  /** Whether the host did not answer to the last look. */
  #missed = false;
  /** When it was last seen to run. */
  #seenAt: number;
  /** Since when it is gone without a word, and may come back. */
  #goneSince: number | null = null;
  /** Whether it has come back so. */
  #isRestarted = false;

  constructor(deps: StayUpDeps, options: StayUpOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#since = deps.now();
    this.#heard = this.#since;
    this.#seenAt = this.#since;
  }

  async run(): Promise<Endurance> {
    const { expectWanted, now, timer } = this.#deps;
    const { settle, isAwaited, signal } = this.#options;
    const interval = Math.min(maxInterval, Math.max(minInterval, settle / 10));
    for (;;) {
      await expectWanted();
      const since = this.#since;
      const isLast = now() - since >= settle && !isAwaited();
      const found = await lookOrMiss(this.#deps.look, signal);
      const over = await this.#judge(found);
      if (over) return over;
      if (found && isLast && this.#since === since) return this.#isRestarted ? 'restarted' : 'up';
      this.#missed = found === undefined;
      const rest = Math.max(0, settle - (now() - this.#since));
      await pause(timer, rest > 0 ? Math.min(interval, rest) : maxInterval, signal);
    }
  }

  /** What a look decides; null: nothing yet. */
  async #judge(found: UnikernelInfo | null | undefined): Promise<Endurance | null> {
    const { now, clock } = this.#deps;
    if (found === undefined) return now() - this.#heard >= maxSilence ? 'lost' : null;
    this.#heard = now();
    if (found && !this.#options.isOurs(found)) return 'overtaken';
    if (found && this.#isSame(found)) {
      this.#start ??= { info: found, at: clock() };
      this.#seenAt = now();
      return null;
    }
    // A host that was booted meanwhile has started all of its unikernels anew.
    return this.#missed ? 'lost' : await this.#judgeEnd(found);
  }

  #isSame(found: UnikernelInfo): boolean {
    return this.#goneSince === null && !(this.#start && isAnother(this.#start.info, found));
  }

  /** It is gone (null), or was started anew. */
  async #judgeEnd(found: UnikernelInfo | null): Promise<Endurance | null> {
    const { now, clock } = this.#deps;
    const over = this.#goneSince === null ? await this.#judgeTold(found) : null;
    if (over) return over;
    if (found) {
      if (!this.#options.mayRestart) return 'overtaken';
      this.#start = { info: found, at: clock() };
      this.#since = now();
      this.#seenAt = this.#since;
      this.#goneSince = null;
      this.#isRestarted = true;
      return null;
    }
    this.#goneSince ??= now();
    return now() - this.#goneSince >= restartTakes ? await this.#judgeLate() : null;
  }

  /** It stays away: a console, or a log, that was late may tell by now. */
  async #judgeLate(): Promise<Endurance> {
    const by = await this.#deps.whoEnded(this.#start);
    if (by === 'itself') return 'down';
    return by === 'another client' ? 'ended' : 'untold';
  }

  /** What is told of an end decides; where nothing is told, it may be started again, and end again. */
  async #judgeTold(found: UnikernelInfo | null): Promise<Endurance | null> {
    const { mayRestart, isResumed } = this.#options;
    const age = this.#seenAt - this.#since; // a look may be a second behind its end
    const by = await this.#deps.whoEnded(this.#start);
    if (by === 'itself') return 'down';
    if (by === 'another client') return found ? 'overtaken' : 'ended';
    const isEarly = !isResumed && (this.#start === null || age < early);
    if (this.#isRestarted || (!found && isEarly)) return 'down';
    return found && !mayRestart ? 'overtaken' : null;
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
