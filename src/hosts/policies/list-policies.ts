import type { BlockDevice, Named } from '../../albatross/messages.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { Problem } from '../../base/errors.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { PendingPolicy } from './defaults/entity.ts';
import type { Deps } from './deps.ts';
import type { StoredPolicy } from './entity.ts';
import { type HostUse, hostUse } from './host-use.ts';
import { rootPolicy } from './root-policy.ts';
import { type Usage, usageOf } from './usage.ts';

/** What a host has, what of it is given to whom, and what of that is used. */
export interface HostPolicies {
  readonly given: readonly { readonly stored: StoredPolicy; readonly used: Usage | null }[];
  /** New accounts that are still to be given the default. */
  readonly pending: readonly PendingPolicy[];
  /** null where the host does not say. */
  readonly root: Policy | null;
  /** MiB that are not given; null where the host does not say. */
  readonly left: { readonly memory: number; readonly storage: number } | null;
  /** What all use; null where the host does not say. */
  readonly use: HostUse | null;
  /** Why the host does not say. */
  readonly problem: Problem | null;
}

interface HostState {
  readonly root: Policy | null;
  readonly unikernels: readonly Named<UnikernelInfo>[];
  readonly volumes: readonly BlockDevice[];
}

/** The policies on a host, also where the host itself is away. */
export async function listPolicies(
  { policies, listTimeout }: Pick<Deps, 'policies' | 'listTimeout'>,
  host: ManagedHost,
  signal?: AbortSignal,
): Promise<HostPolicies> {
  const stored = await policies.on(host);
  const pending = await policies.pendingOn(host);
  const state = await askHost(host, listTimeout, signal);
  if (state instanceof Problem) {
    const given = stored.map((policy) => ({ stored: policy, used: null }));
    return { given, pending, root: null, left: null, use: null, problem: state };
  }
  const { root, unikernels, volumes } = state;
  const given = stored.map((policy) => ({
    stored: policy,
    used: usageOf(policy.domain, unikernels, volumes),
  }));
  const left = root && leftOf(root, stored);
  const use = hostUse(root, stored, unikernels, volumes);
  return { given, pending, root, left, use, problem: null };
}

async function askHost(
  host: ManagedHost,
  patience: number,
  signal?: AbortSignal,
): Promise<HostState | Problem> {
  const lists = host.within(patience);
  try {
    const [policies, unikernels, volumes] = await Promise.all([
      lists.policies(signal),
      lists.unikernels(signal),
      lists.volumes(signal),
    ]);
    return { root: rootPolicy(policies), unikernels, volumes };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function leftOf(root: Policy, given: readonly StoredPolicy[]) {
  const memory = given.reduce((left, policy) => left - policy.memory, root.memory);
  const storage = given.reduce((left, policy) => left - (policy.storage ?? 0), root.block ?? 0);
  return { memory, storage };
}
