/** Starts that are remembered: a clock may be set meanwhile. */
const maxStarts = 5;

/** Milliseconds within which what was asked for is seen before it may have been started anew. */
export const soonSeen = 5_000;

/** What passes for the same time, in milliseconds. */
export const clockSlack = 2_000;

/** A start that tells of a host's clock. */
export interface KnownStart {
  /** When it was seen: milliseconds since 1970, by our clock. */
  readonly seenAt: number;
  /** Milliseconds that the host was ahead. */
  readonly ahead: number;
}

/** By how much a host's clock differs from ours, as starts tell that were asked for here and seen at once. */
export class HostClock {
  /** The newest last. */
  #starts: readonly KnownStart[] = [];

  /** What has told of it. */
  get starts(): readonly KnownStart[] {
    return this.#starts;
  }

  /**
   * One was started at a time by the host's clock that had been asked for at a time by ours, and was seen first at
   * another: that tells nothing where it may have been started anew in between.
   */
  learn(started: Date, askedAt: Date, seenAt: Date): void {
    if (seenAt.getTime() - askedAt.getTime() >= soonSeen) return;
    const start = { seenAt: seenAt.getTime(), ahead: started.getTime() - askedAt.getTime() };
    this.know([start], seenAt);
  }

  /**
   * Takes in what has told of it before, or told another server. What was seen later than now was seen while our
   * own clock was ahead, and tells of that.
   */
  know(starts: readonly KnownStart[], now: Date): void {
    const isKnown = (start: KnownStart) =>
      this.#starts.some(({ seenAt, ahead }) => seenAt === start.seenAt && ahead === start.ahead);
    const isPast = ({ seenAt }: KnownStart) => seenAt <= now.getTime() + soonSeen;
    const all = [...this.#starts, ...starts.filter((start) => !isKnown(start))].filter(isPast);
    this.#starts = all.sort((one, other) => one.seenAt - other.seenAt).slice(-maxStarts);
  }

  /** Milliseconds that the host is ahead, 0 where that is within the slack; null: nothing has told yet. */
  get ahead(): number | null {
    if (this.#starts.length === 0) return null;
    const ahead = middleOf(this.#starts.map((start) => start.ahead));
    return Math.abs(ahead) < clockSlack ? 0 : ahead;
  }
}

/**
 * One that was started anew before it was seen is late, one whose answer was late is early: neither decides. Of two
 * in the middle the one that is nearer to our clock is believed.
 */
function middleOf(starts: readonly number[]): number {
  const sorted = starts.toSorted((one, other) => one - other);
  const half = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return Math.abs(low) < Math.abs(high) ? low : high;
}
