import type { TokenCredential } from '../identity/access/actor.ts';
import { type Count, type Counters, hour } from './counters.ts';

/** What a token may still do in an hour. */
export interface Quota {
  /** Requests an hour. */
  readonly limit: number;
  readonly remaining: number;
  readonly countedAt: Date;
  /** When it begins anew. */
  readonly resetAt: Date;
  /** Whether the request that was counted last was one too many. */
  readonly exceeded: boolean;
}

/** Counts the requests of each token, but where it is told 0, and says what is left of its limit. */
export type CountRequest = (token: TokenCredential, requests?: 0 | 1) => Promise<Quota>;

/** Counts every request that shows a token, hour by hour. */
export function limitTokens(counters: Counters): CountRequest {
  return async ({ id, hourlyLimit }, requests = 1) => {
    const count = await counters.add(`token/${id}`, hour, requests);
    const quota = quotaOf(hourlyLimit, count);
    // What is refused uses nothing up: a limit that is raised holds at once.
    if (quota.exceeded && requests === 1) await counters.takeBack(count);
    return quota;
  };
}

function quotaOf(limit: number, { value, countedAt, endsAt }: Count): Quota {
  return {
    limit,
    remaining: Math.max(limit - value, 0),
    countedAt,
    resetAt: endsAt,
    exceeded: value > limit,
  };
}
