import { randomUUID } from 'node:crypto';
import type { BlockDevice, Named } from '../../albatross/messages.ts';
import type { Label } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import { StoredPolicy } from './entity.ts';
import { setPolicyBody } from './schema.ts';
import { columnsOf, expectCovered, expectWithinRoot } from './set-policy.ts';
import { usageOf } from './usage.ts';

/** What a host has. */
export interface HostContent {
  readonly policies: readonly Named<Policy>[];
  readonly unikernels: readonly Named<UnikernelInfo>[];
  readonly volumes: readonly BlockDevice[];
}

/** A policy that a host has for a domain. */
export interface FoundPolicy {
  readonly domain: Label;
  readonly policy: Policy;
  /** Why it is not taken over, as an administrator would be told who sets it; else null. */
  readonly refusal: string | null;
}

/** The policies that a host has for these domains. */
export function findPolicies(
  content: HostContent,
  domains: ReadonlySet<Label>,
): readonly FoundPolicy[] {
  return content.policies.flatMap(({ name, value: policy }) => {
    const [domain, deeper] = name.path;
    if (!domain || deeper || name.label || !domains.has(domain)) return [];
    return [{ domain, policy, refusal: refusalOf(domain, policy, content) }];
  });
}

/** Stores a policy that the host of this id has already, so that nothing is sent there. */
export async function adoptPolicy(
  em: EntityManager,
  hostId: string,
  { domain, policy }: FoundPolicy,
  updatedAt: Date,
): Promise<void> {
  const row = { id: randomUUID(), hostId, domain, ...columnsOf(policy), updatedAt };
  await em.insert(StoredPolicy, row);
}

function refusalOf(domain: Label, policy: Policy, content: HostContent): string | null {
  try {
    expectWithinRoot(policy, content.policies);
    expectCovered(usageOf(domain, content.unikernels, content.volumes), policy);
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
  const isTaken = setPolicyBody.safeParse(columnsOf(policy)).success;
  return isTaken ? null : 'its numbers are beyond what can be kept here';
}
