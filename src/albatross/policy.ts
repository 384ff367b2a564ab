import type { UnikernelArguments } from './unikernel.ts';

/** What a domain may use on a host (docs/albatross-protocol.md, section 6, `Policy`). */
export interface Policy {
  /** How many unikernels. The root's is 2^62-1, no limit: beyond what a number holds. */
  readonly unikernels: number | bigint;
  readonly cpuids: readonly number[];
  /** MiB, the sum over all unikernels. */
  readonly memory: number;
  /** MiB, the sum over all volumes; null: no volumes. */
  readonly block: number | null;
  readonly bridges: readonly string[];
}

/** Why no unikernel could run under a policy, in albatross's words; null if one could. */
export function policyProblem(policy: Policy): string | null {
  const { unikernels, cpuids, memory, block } = policy;
  if (unikernels <= 0) return 'Unusable policy with no unikernels';
  if (cpuids.length === 0) return 'Unusable policy with no CPUids';
  if (memory <= 16) return `Unusable policy with memory ${memory} MB <= 16 MB`;
  if (block !== null && block < 0) return `Unusable policy with block ${block} MB < 0 MB`;
  return null;
}

/** Why `below` does not fit into the policy of a domain `above`, in albatross's words; else null. */
export function smallerPolicyProblem(above: Policy, below: Policy): string | null {
  if (above.unikernels < below.unikernels) {
    return `policy above allows ${above.unikernels} unikernels, which is fewer than ${below.unikernels}`;
  }
  if (above.memory < below.memory) {
    return `policy above allows ${above.memory} MB memory, which is fewer than ${below.memory} MB`;
  }
  const cpuids = cpuidsOutside(below.cpuids, above);
  if (cpuids.length > 0) return `policy above does not allow CPUids ${cpuids.join(', ')}`;
  if (bridgesOutside(below.bridges, above).length > 0) {
    return `policy above allows bridge(s) ${sorted(above.bridges)}, which is not a superset of ${sorted(below.bridges)}`;
  }
  // -1 so that volumes of no size do not fit where no volumes are allowed, as albatross has it.
  if (below.block !== null && (above.block ?? -1) < below.block) {
    return `policy above allows ${above.block ?? 0} MB block storage, which is fewer than ${below.block} MB`;
  }
  return null;
}

/** What a policy says of a unikernel by itself; what else runs in its domain is another matter. */
export type PolicedArguments = Pick<UnikernelArguments, 'cpuids' | 'memory' | 'networkDevices'>;

/** Why a policy does not allow a unikernel, in albatross's words; else null. */
export function unikernelPolicyProblem(policy: Policy, asked: PolicedArguments): string | null {
  const cpuids = cpuidsOutside(asked.cpuids, policy);
  if (cpuids.length > 0) {
    return `the CPUids ${cpuids.join(', ')} requested by the unikernel are not allowed by policy`;
  }
  if (asked.memory > policy.memory) {
    return `${asked.memory} MB memory assigned to unikernel exceeds policy (${policy.memory}MB)`;
  }
  const wanted = asked.networkDevices.map((device) => device.bridge ?? device.name);
  const bridges = bridgesOutside(wanted, policy);
  if (bridges.length > 0) {
    return `Bridge(s) ${bridges.join(', ')} not allowed by policy (available: ${sorted(policy.bridges)})`;
  }
  return null;
}

function cpuidsOutside(cpuids: readonly number[], policy: Policy): number[] {
  const outside = new Set(cpuids).difference(new Set(policy.cpuids));
  return [...outside].sort((one, other) => one - other);
}

function bridgesOutside(bridges: readonly string[], policy: Policy): string[] {
  return bridges.filter((bridge) => !policy.bridges.includes(bridge));
}

/** albatross holds bridges as a sorted set, and says them so. */
const sorted = (bridges: readonly string[]) => [...new Set(bridges)].sort().join(', ');
