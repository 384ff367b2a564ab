/** Starts that are remembered: a clock may be set meanwhile. */
const maxStarts = 5;

/** Milliseconds within which what was asked for is seen before it may have been started anew. */
export const soonSeen = 5_000;

/** What passes for the same time, in milliseconds. */
export const clockSlack = 2_000;

/** By how much a host's clock differs from ours, as starts tell that were asked for here and seen at once. */
export class HostClock {
  /** Milliseconds that the host was ahead, the newest last. */
  readonly #starts: number[] = [];

  /**
   * One was started at a time by the host's clock that had been asked for at a time by ours, and was seen first at
   * another: that tells nothing where it may have been started anew in between.
   */
  learn(started: Date, askedAt: Date, seenAt: Date): void {
    if (seenAt.getTime() - askedAt.getTime() >= soonSeen) return;
    this.#starts.push(started.getTime() - askedAt.getTime());
    if (this.#starts.length > maxStarts) this.#starts.shift();
  }

  /** Milliseconds that the host is ahead, 0 where that is within the slack; null: nothing has told yet. */
  get ahead(): number | null {
    if (this.#starts.length === 0) return null;
    const ahead = middleOf(this.#starts);
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
