import type { CountRequest, Quota } from '../http/quota.ts';
import { type Count, type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/**
 * Counts every request that shows a token, hour by hour: towards its own limit, and those of the
 * tokens that it comes from. What is told is of the limit of which the least is left. What an account
 * requests to be changed is counted, too, with whatever token, up to `maxChanges`: each is a line of the audit, and
 * tokens can be made in any number.
 */
export function limitTokens(counters: Counters, maxChanges: number): CountRequest {
  return async ({ id, hourlyLimit, makers = [] }, request) => {
    const budgets = [{ id, hourlyLimit }, ...makers];
    // Its own first: what that refuses takes nothing, even for a moment, from those that it comes from.
    const limited = budgets.map((budget) => ({
      subject: `token/${budget.id}`,
      length: hour,
      max: budget.hourlyLimit,
    }));
    const changer = request?.changer;
    if (changer) limited.push({ subject: `changes/${changer.id}`, length: hour, max: maxChanges });
    const all = await counters.addInTurn(limited, request ? 1 : 0);
    const counts = all.slice(0, budgets.length);
    const quotas = counts.map((count, index) => quotaOf(limited[index]?.max ?? 0, count));
    const exceeded = quotas.find((quota) => quota.exceeded);
    // What is refused uses nothing up: a limit that is raised holds at once.
    if (exceeded && request) await Promise.all(counts.map((each) => counters.takeBack(each)));
    return {
      quota: exceeded ?? quotas.reduce(tighter),
      refusal: refusalOf(all[budgets.length], maxChanges),
    };
  };
}

const tighter = (one: Quota, other: Quota) => (other.remaining < one.remaining ? other : one);

function refusalOf(changes: Count | undefined, max: number) {
  if (!changes || changes.value <= max) return null;
  const detail = `An account may make ${max} changes an hour across all its tokens. Try again later.`;
  return tooMany(detail, changes);
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
