/** Milliseconds within which they count together, and how many are too many. */
const window = 10 * 60_000;
const tooMany = 2;

/** Counts how often another client took the place of a subscription. */
export class Evictions {
  #times: number[] = [];

  /** Counts one; says whether it is time to yield. */
  add(at: number): boolean {
    this.#times = [...this.#times.filter((time) => time > at - window), at];
    return this.#times.length >= tooMany;
  }

  /** It has yielded: the next time counts anew. */
  clear(): void {
    this.#times = [];
  }
}
