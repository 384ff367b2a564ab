import { randomUUID } from 'node:crypto';
import { HostFailureError } from '../../albatross/errors.ts';
import type { Host } from '../../albatross/host/host.ts';
import type { Named } from '../../albatross/messages.ts';
import type { Label } from '../../albatross/names.ts';
import { type Policy, policyProblem, smallerPolicyProblem } from '../../albatross/policy.ts';
import { Problem } from '../../base/errors.ts';
import { transactWhile } from '../../database/transact-while.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import { PendingPolicy } from './defaults/entity.ts';
import type { Deps } from './deps.ts';
import { StoredPolicy } from './entity.ts';
import { orHostDown } from './host-down.ts';
import { policyOf } from './policies.ts';
import { rootPolicy } from './root-policy.ts';
import { isEmpty, type Usage, uncovered, usageOf } from './usage.ts';

export interface NewPolicy {
  readonly domain: Label;
  readonly policy: Policy;
  /** Whether what other hands have made in the domain is taken over. */
  readonly adopt: boolean;
  /** Whether one that is there stays as it is. */
  readonly onlyFirst?: boolean;
}

/**
 * Gives a domain a policy on a host: checks it against what the host has, waits for the domain's
 * running commands, presents it to the host and stores it when the host has taken it. Throws
 * `policy-refused`, `policy-too-small`, `domain-in-use`, `host-down`, `host-busy` and what else a
 * host fails with; nothing is stored then.
 */
export async function setPolicy(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  host: ManagedHost,
  { domain, policy, adopt, onlyFirst = false }: NewPolicy,
  signal?: AbortSignal,
): Promise<StoredPolicy> {
  const em = database.em();
  const key = { hostId: host.id, domain };
  const setting = host.changePolicy(
    domain,
    async (client, bound) => {
      const known = await em.findOne(StoredPolicy, key);
      if (known && onlyFirst) {
        await em.nativeDelete(PendingPolicy, key);
        return policyOf(known);
      }
      expectWithinRoot(policy, await client.policies([], { signal: bound }));
      await checkAgainstUsage(client, { domain, policy, adopt: adopt || known !== null }, bound);
      await present(client, domain, policy, bound);
      const values = { ...columnsOf(policy), updatedAt: clock() };
      await transactWhile(em, bound, async (inside) => {
        if (known) inside.assign(known, values);
        else inside.create(StoredPolicy, { id: randomUUID(), ...key, ...values });
        await inside.nativeDelete(PendingPolicy, key); // it has one now
      });
      return policy;
    },
    signal,
  );
  await orHostDown(setting);
  return await em.findOneOrFail(StoredPolicy, key);
}

/** What is stored of a policy. */
export function columnsOf({ unikernels, memory, block, cpuids, bridges }: Policy) {
  return { unikernels: Number(unikernels), memory, storage: block, cpuids, bridges };
}

/**
 * The host itself would take any numbers in a policy below its root (docs/albatross-protocol.md, section 5).
 * Throws `policy-refused`.
 */
export function expectWithinRoot(policy: Policy, policies: readonly Named<Policy>[]): void {
  const root = rootPolicy(policies);
  const problem = policyProblem(policy) ?? (root ? smallerPolicyProblem(root, policy) : null);
  if (problem) throw new Problem('policy-refused', problem);
}

/** A smaller one would make the host refuse every later command there, even destroy. */
async function checkAgainstUsage(
  client: Host,
  { domain, policy, adopt }: NewPolicy,
  signal: AbortSignal,
): Promise<void> {
  const unikernels = await client.unikernels([], { signal });
  const usage = usageOf(domain, unikernels, await client.volumes([], { signal }));
  if (!adopt && !isEmpty(usage)) {
    throw new Problem(
      'domain-in-use',
      `${domain} has no policy here, yet ${usage.unikernels} unikernels and ${usage.storage} MiB of ` +
        'volumes, made by other hands. `adopt: true` gives them to the account.',
    );
  }
  expectCovered(usage, policy);
}

/** Throws `policy-too-small` where a policy does not cover what is used. */
export function expectCovered(usage: Usage, policy: Policy): void {
  const excess = uncovered(usage, policy);
  if (excess) throw new Problem('policy-too-small', excess);
}

/** Every command in the domain carries its policy; this one does nothing else. */
async function present(client: Host, label: Label, policy: Policy, signal: AbortSignal) {
  try {
    await client.policies([{ label, policy }], { signal });
  } catch (error) {
    if (!(error instanceof HostFailureError)) throw error;
    throw new Problem('policy-refused', error.words, { cause: error });
  }
}
