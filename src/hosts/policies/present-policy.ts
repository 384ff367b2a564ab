import type { z } from 'zod';
import type { Label } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { StoredPolicy } from './entity.ts';
import type { HostPolicies } from './list-policies.ts';
import { policyOf } from './policies.ts';
import type { givenPolicyAnswer, hostPoliciesAnswer, policyAnswer, usageAnswer } from './schema.ts';
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

export function presentUsage({ unikernels, memory, storage }: Usage): z.input<typeof usageAnswer> {
  return { unikernels, memory, storage };
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

/** What is given on a host, and what is left of it. */
export function presentHostPolicies(
  { given, root, left, problem }: HostPolicies,
  host: Label,
): z.input<typeof hostPoliciesAnswer> {
  return {
    data: given.map(({ stored, used }) => ({
      ...presentGiven(stored, host),
      used: used && presentUsage(used),
    })),
    root: root && presentPolicy(root),
    left,
    errors: problem ? [{ host, code: problem.code, detail: problem.detail }] : [],
  };
}
