import type { MonotonicClock } from './clock.ts';

/** Milliseconds until what goes on is told of again: at first, and at most. */
const firstInterval = 10_000;
const maxInterval = 600_000;
/** Milliseconds without it after which it is something new. */
const quietTime = 60_000;

interface Episode {
  seenAt: number;
  toldAt: number;
  interval: number;
  untold: number;
}

/** Tells of an error; `untold` of its kind came since the last one that was told of. */
export type Tell = (error: unknown, what: string, untold: number) => void;

/**
 * Tells of what goes wrong again and again, as while a database is away: at once, then at intervals
 * that double, and at once again when it was well for a minute.
 */
export class SparingReport {
  readonly #tell: Tell;
  readonly #now: MonotonicClock;
  readonly #episodes = new Map<string, Episode>();

  constructor(tell: Tell, now: MonotonicClock) {
    this.#tell = tell;
    this.#now = now;
  }

  /** `what` is the kind of it, in words. */
  report(error: unknown, what: string): void {
    const now = this.#now();
    const episode = this.#episodes.get(what);
    if (!episode || now - episode.seenAt >= quietTime) {
      this.#episodes.set(what, { seenAt: now, toldAt: now, interval: firstInterval, untold: 0 });
      this.#tell(error, what, 0);
      return;
    }
    episode.seenAt = now;
    episode.untold += 1;
    if (now - episode.toldAt < episode.interval) return;
    this.#tell(error, what, episode.untold);
    episode.toldAt = now;
    episode.untold = 0;
    episode.interval = Math.min(episode.interval * 2, maxInterval);
  }
}
