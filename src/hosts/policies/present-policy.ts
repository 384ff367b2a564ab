import type { z } from 'zod';
import type { Label } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import { type PageRequest, pageOf } from '../../http/paging.ts';
import type { PendingPolicy } from './defaults/entity.ts';
import type { StoredPolicy } from './entity.ts';
import type { HostPolicies } from './list-policies.ts';
import { nearlyUsed } from './nearly-used.ts';
import { policyOf } from './policies.ts';
import type {
  givenPolicyAnswer,
  hostPoliciesAnswer,
  pendingPolicyAnswer,
  policiesSetAnswer,
  policyAnswer,
  usageAnswer,
} from './schema.ts';
import type { PoliciesSet } from './set-policies.ts';
import type { Usage } from './usage.ts';

/** A policy; the root's number of unikernels, which is none that JSON carries, is no limit. */
export function presentPolicy(policy: Policy): z.input<typeof policyAnswer> {
  const { unikernels, memory, block, cpuids, bridges } = policy;
  const isLimit = unikernels <= Number.MAX_SAFE_INTEGER;
  return {
    unikernels: isLimit ? Number(unikernels) : null,
    memory,
    storage: block,
    cpuids: [...cpuids].sort((one, other) => one - other),
    bridges: [...bridges].sort(),
  };
}

/** What is used of a policy, and what of that is nearly all; null: there is none that is known. */
export function presentUsage(usage: Usage, policy: Policy | null): z.input<typeof usageAnswer> {
  const { unikernels, memory, storage } = usage;
  const nearly = policy ? nearlyUsed(usage, policy, []) : [];
  const resources = nearly.map(({ resource }) => resource);
  return { unikernels, memory, storage, nearlyUsed: resources };
}

/** A policy with the account and the host that it is for. */
export function presentGiven(stored: StoredPolicy, host: Label): z.input<typeof givenPolicyAnswer> {
  return {
    ...presentPolicy(policyOf(stored)),
    account: stored.domain,
    host,
    updatedAt: stored.updatedAt.toISOString(),
  };
}

function presentPending(pending: PendingPolicy): z.input<typeof pendingPolicyAnswer> {
  const { domain: account, template, createdAt, triedAt, problem } = pending;
  return {
    ...{ account, template, since: createdAt.toISOString() },
    triedAt: triedAt?.toISOString() ?? null,
    problem: problem ?? null,
  };
}

/** What is given on a host, of which a part by the account's name, and what is left of it. */
export function presentHostPolicies(
  { given, pending, root, left, use, problem }: HostPolicies,
  host: Label,
  part: PageRequest,
): z.input<typeof hostPoliciesAnswer> {
  const { data, next } = pageOf(given, ({ stored }) => stored.domain, part);
  return {
    data: data.map(({ stored, used }) => ({
      ...presentGiven(stored, host),
      used: used && presentUsage(used, policyOf(stored)),
    })),
    next,
    pending: pending.map(presentPending),
    root: root && presentPolicy(root),
    left,
    used: use && presentUsage(use.used, root),
    cpus: use && [...use.cpus],
    errors: problem ? [{ host, code: problem.code, detail: problem.detail }] : [],
  };
}

/** What came of policies that were asked for at once. */
export function presentPoliciesSet(
  { done, failed }: PoliciesSet,
  host: Label,
): z.input<typeof policiesSetAnswer> {
  return {
    data: done.map((stored) => presentGiven(stored, host)),
    errors: failed.map(({ account, problem: { code, detail } }) => ({ account, code, detail })),
  };
}
