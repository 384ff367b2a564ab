import type { CountRequest, Quota } from '../http/quota.ts';
import { type Count, type Counters, hour } from './counters.ts';

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
