import type { Policy } from '../../albatross/policy.ts';
import type { Usage } from './usage.ts';

export const limitedResources = ['memory', 'storage', 'unikernels'] as const;

/** What a policy gives a number of. */
export type LimitedResource = (typeof limitedResources)[number];

/** The part in use from which a resource is nearly used up, and below which it no longer is. */
const nearly = 0.9;
const again = 0.8;

/** How much of a resource is in use. */
export interface ResourceUse {
  readonly resource: LimitedResource;
  readonly used: number;
  readonly limit: number;
}

/** What of a policy is nearly used up; `before` stays until clearly less is used, so that it is told once. */
export function nearlyUsed(
  usage: Usage,
  policy: Policy,
  before: readonly LimitedResource[],
): ResourceUse[] {
  const limits = { ...policy, storage: policy.block ?? 0 };
  return limitedResources.flatMap((resource) => {
    const [used, limit] = [usage[resource], Number(limits[resource])];
    const from = before.includes(resource) ? again : nearly;
    return limit > 0 && used >= limit * from ? [{ resource, used, limit }] : [];
  });
}
