import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Clock } from '../base/clock.ts';
import { Counters, storeOptions } from './counters.ts';

/** How many things are counted at a time: some ten megabytes. */
const defaultMax = 50_000;

/**
 * Counters of this process alone. They count so many things at most, and then forget what did not
 * happen for the longest time: whoever has many addresses cannot fill the memory.
 */
export function memoryCounters(clock: Clock, max = defaultMax): Counters {
  return new Counters(memoryStore(max), clock);
}

/** Where they count. */
export function memoryStore(max = defaultMax): RateLimiterMemory {
  return new BoundedMemory(max);
}

class BoundedMemory extends RateLimiterMemory {
  readonly #max: number;
  /** What is counted, in the order in which it happened last. */
  readonly #keys = new Set<string>();

  constructor(max: number) {
    super(storeOptions);
    this.#max = max;
  }

  override penalty(...asked: Parameters<RateLimiterMemory['penalty']>) {
    const key = `${asked[0]}`;
    if (!this.#keys.delete(key) && this.#keys.size >= this.#max) this.#forgetOldest();
    this.#keys.add(key);
    return super.penalty(...asked);
  }

  #forgetOldest(): void {
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest);
      void this.delete(oldest);
      return;
    }
  }
}
