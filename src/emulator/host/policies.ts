import { domainName, type Path, root } from '../../albatross/names.ts';
import { type Policy, smallerPolicyProblem } from '../../albatross/policy.ts';
import { HostFailure } from './failure.ts';
import { type Entry, NameMap } from './name-map.ts';
import type { Usage } from './usage.ts';

/**
 * What each domain may use. A domain without a policy is not limited
 * (docs/albatross-protocol.md, section 5); the root's is what the machine has.
 */
export class Policies {
  readonly #policies = new NameMap<Policy>();

  constructor(machine: Policy) {
    this.#policies.set(root, machine);
  }

  /** The domain's own policy. */
  of(path: Path): Policy | undefined {
    return this.#policies.get(domainName(path));
  }

  below(path: Path): Entry<Policy>[] {
    return this.#policies.below(path);
  }

  /**
   * Sets a domain's policy. It has to be within every one above but the root's, to contain those
   * below, and to cover what is used. Gives whether it is another one than before. Throws
   * `HostFailure`.
   */
  set(path: Path, policy: Policy, usage: Usage): boolean {
    const current = this.of(path);
    if (current && isSame(current, policy)) return false;
    this.#checkAbove(path, policy);
    this.#checkBelow(path, policy);
    checkCovers(policy, usage);
    this.#policies.set(domainName(path), policy);
    return true;
  }

  /** The domain is not limited any more; those below it are. Throws `HostFailure`. */
  remove(path: Path): void {
    if (!this.#policies.delete(domainName(path))) throw new HostFailure('unknown policy');
  }

  #checkAbove(path: Path, policy: Policy): void {
    for (let length = path.length - 1; length > 0; length--) {
      const above = this.of(path.slice(0, length));
      if (above) refuseIf(smallerPolicyProblem(above, policy));
    }
  }

  #checkBelow(path: Path, policy: Policy): void {
    for (const { name, value } of this.below(path)) {
      if (name.path.length > path.length) refuseIf(smallerPolicyProblem(policy, value));
    }
  }
}

/** Lists are sets to a host: order and repetition mean nothing. */
function isSame(one: Policy, other: Policy): boolean {
  const isSameSet = <T>(left: readonly T[], right: readonly T[]) =>
    new Set(left).symmetricDifference(new Set(right)).size === 0;
  return (
    one.unikernels === other.unikernels &&
    one.memory === other.memory &&
    one.block === other.block &&
    isSameSet(one.cpuids, other.cpuids) &&
    isSameSet(one.bridges, other.bridges)
  );
}

/** A policy cannot be smaller than what is in use already. */
function checkCovers(policy: Policy, usage: Usage): void {
  const cpuids = [...usage.cpuids.difference(new Set(policy.cpuids))];
  if (cpuids.length > 0) {
    throw new HostFailure(`policy does not allow CPUids ${cpuids.sort(ascending).join(', ')}`);
  }
  if (!usage.bridges.isSubsetOf(new Set(policy.bridges))) {
    throw new HostFailure(
      `policy allows bridges ${sorted(policy.bridges)}, which is not a superset of ${sorted(usage.bridges)}`,
    );
  }
  if (usage.unikernels > policy.unikernels) {
    throw new HostFailure(
      `unikernel would exceed running unikernel limit set by policy to ${policy.unikernels}, running ${usage.unikernels}`,
    );
  }
  if (usage.memory > policy.memory) {
    throw new HostFailure(
      `unikernel would exceed running memory limit set by policy to ${policy.memory} MB, used ${usage.memory} MB`,
    );
  }
  if (usage.block > (policy.block ?? 0)) {
    throw new HostFailure(
      `unikernel would exceed running block storage limit set by policy to ${policy.block ?? 0} MB, used ${usage.block} MB`,
    );
  }
}

function refuseIf(problem: string | null): void {
  if (problem !== null) throw new HostFailure(problem);
}

const ascending = (one: number, other: number) => one - other;
const sorted = (bridges: Iterable<string>) => [...new Set(bridges)].sort().join(', ');
