import { LRUCache } from 'lru-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Clock } from '../base/clock.ts';
import { Counters, storeOptions } from './counters.ts';

/** How many things are counted at a time: some ten megabytes. */
const defaultMax = 50_000;

/**
 * Counters of this process alone. They count so many things at most, and then forget what did not
 * happen for the longest time: whoever has many addresses cannot fill the memory.
 */
export function memoryCounters(clock: Clock, most = defaultMax): Counters {
  return new Counters(memoryStore(most), clock);
}

/** Where they count. */
export function memoryStore(most = defaultMax): RateLimiterMemory {
  return new BoundedMemory(most);
}

class BoundedMemory extends RateLimiterMemory {
  readonly #keys: LRUCache<string, true>;

  constructor(max: number) {
    super(storeOptions);
    const dispose = (_: true, key: string) => void this.delete(key);
    this.#keys = new LRUCache({ max, dispose, noDisposeOnSet: true });
  }

  override penalty(...asked: Parameters<RateLimiterMemory['penalty']>) {
    const key = `${asked[0]}`;
    if (!this.#keys.get(key)) this.#keys.set(key, true);
    return super.penalty(...asked);
  }
}
