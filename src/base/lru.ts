import { LRUCache } from 'lru-cache';

/**
 * Keeps what was used last, at most `max` of it, each for `maxAge` milliseconds where that is given. Unlike with
 * the cache's own `max`, room is taken as things come, and not for all of them when a server starts.
 */
export function createLru<Value extends NonNullable<unknown>>(
  max: number,
  { maxAge }: { readonly maxAge?: number | undefined } = {},
): LRUCache<string, Value> {
  return new LRUCache({ maxSize: max, sizeCalculation: () => 1, ...(maxAge && { ttl: maxAge }) });
}
