/** How many of something each has at a time, and no more than so many. */
export class Tally {
  readonly max: number;
  readonly #held = new Map<string, number>();

  constructor(max: number) {
    this.max = max;
  }

  /** Counts one more, until it is given back; false: there are as many as there may be. */
  take(key: string): boolean {
    const held = this.#held.get(key) ?? 0;
    if (held >= this.max) return false;
    this.#held.set(key, held + 1);
    return true;
  }

  giveBack(key: string): void {
    const held = this.#held.get(key) ?? 0;
    if (held > 1) this.#held.set(key, held - 1);
    else this.#held.delete(key);
  }
}
