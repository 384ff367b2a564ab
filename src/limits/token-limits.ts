import type { CountRequest, Quota } from '../http/quota.ts';
import { type Count, type Counters, hour } from './counters.ts';

/**
 * Counts every request that shows a token, hour by hour: towards its own limit, and those of the
 * tokens that it comes from. What is told is of the limit of which the least is left.
 */
export function limitTokens(counters: Counters): CountRequest {
  return async ({ id, hourlyLimit, makers = [] }, requests = 1) => {
    const counts: Count[] = [];
    const quotas: Quota[] = [];
    // Its own first: what that refuses takes nothing, even for a moment, from those that it comes from.
    for (const budget of [{ id, hourlyLimit }, ...makers]) {
      const count = await counters.add(`token/${budget.id}`, hour, requests);
      const quota = quotaOf(budget.hourlyLimit, count);
      counts.push(count);
      quotas.push(quota);
      if (!quota.exceeded) continue;
      // What is refused uses nothing up: a limit that is raised holds at once.
      if (requests === 1) await Promise.all(counts.map((each) => counters.takeBack(each)));
      return quota;
    }
    return quotas.reduce((tightest, quota) =>
      quota.remaining < tightest.remaining ? quota : tightest,
    );
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
