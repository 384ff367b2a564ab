import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Clock } from '../base/clock.ts';
import { Counters, storeOptions } from './counters.ts';
import { memoryStore } from './memory-counters.ts';

/** Connections to PostgreSQL: one statement at a time, on any of them. */
interface Pool {
  query(statement: unknown): Promise<unknown>;
}

/** Where the counts are kept; `orm-options.ts` knows that this table is not an entity's. */
const tableName = 'limits';

/**
 * Counters that all servers share which share a PostgreSQL database, by connections of `pool`. While
 * that takes no writes, each server counts by itself: whoever reads need not wait for it.
 */
export async function sharedCounters(pool: Pool, clock: Clock): Promise<Counters> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const ready = (error?: Error) => (error ? reject(error) : resolve());
  const insuranceLimiter = memoryStore();
  const shared = { storeClient: pool, storeType: 'pool', tableName };
  const options = { ...storeOptions, ...shared, insuranceLimiter };
  const store = new RateLimiterPostgres(options, ready);
  await promise;
  return new Counters(store, clock);
}
