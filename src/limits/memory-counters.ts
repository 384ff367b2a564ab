import type { Clock } from '../base/clock.ts';
import { type Addition, Counters, type CountStore } from './counters.ts';

/** How many things are counted at a time: some ten megabytes. */
const defaultMax = 50_000;

/**
 * Counters of this process alone. They count so many things at most, and then forget what did not
 * happen for the longest time: whoever has many addresses cannot fill the memory.
 */
export function memoryCounters(clock: Clock, max = defaultMax): Counters {
  return new Counters(new MemoryStore(max), clock);
}

interface Kept {
  value: number;
  readonly endsAt: Date;
}

/** Where they count. */
export class MemoryStore implements CountStore {
  readonly #max: number;
  /** What is counted, in the order in which it happened last. */
  readonly #kept = new Map<string, Kept>();

  constructor(max = defaultMax) {
    this.#max = max;
  }

  async add(additions: readonly Addition[]): Promise<number[]> {
    const values: number[] = [];
    for (const addition of additions) {
      const value = this.#add(addition);
      values.push(value);
      if (value > addition.max) break;
    }
    return values;
  }

  async takeBack(key: string): Promise<void> {
    const kept = this.#kept.get(key);
    if (kept) kept.value -= 1;
  }

  async forget(key: string): Promise<void> {
    this.#kept.delete(key);
  }

  async purge(before: Date): Promise<void> {
    for (const [key, { endsAt }] of this.#kept) if (endsAt < before) this.#kept.delete(key);
  }

  #add({ key, more, endsAt }: Addition): number {
    const kept = this.#kept.get(key) ?? { value: 0, endsAt };
    if (!this.#kept.delete(key) && this.#kept.size >= this.#max) this.#forgetOldest();
    this.#kept.set(key, kept);
    kept.value += more;
    return kept.value;
  }

  #forgetOldest(): void {
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
