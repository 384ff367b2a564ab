import { formatPath, type Name, namesEqual } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { UnikernelConfig } from '../../albatross/unikernel.ts';
import type { Series } from '../options.ts';
import { HostFailure } from './failure.ts';
import type { NameMap } from './name-map.ts';
import type { Policies } from './policies.ts';
import { bridgesOf, type Unikernel, volumeName, volumesOf } from './unikernel.ts';
import { type Usage, usageOf } from './usage.ts';
import type { Volumes } from './volumes.ts';

/** What a new unikernel is checked against. */
export interface Resources {
  /** What the machine itself has. */
  readonly machine: Policy;
  /** The bridges that exist now, whatever policies say. */
  readonly bridges: readonly string[];
  readonly tenders: readonly string[];
  readonly series: Series;
  readonly policies: Policies;
  readonly volumes: Volumes;
  readonly running: NameMap<Unikernel>;
}

/**
 * Whether a unikernel may be started: there is room in its domain's policy, and its volumes exist
 * and are free (docs/albatross-protocol.md, section 5). `leaving` is one that gives way to it.
 * Throws `HostFailure`.
 */
export function checkUnikernel(
  { policies, volumes, running }: Resources,
  name: Name,
  config: UnikernelConfig,
  leaving?: Unikernel,
): void {
  const policy = policies.of(name.path);
  if (policy) checkPolicy(policy, usageOf(running, volumes, name.path, leaving), config);
  for (const volume of volumesOf(config)) {
    const text = `block device ${formatPath(name.path)}:${volume}`;
    const fullName = volumeName(name, volume);
    if (!fullName || volumes.sizeOf(fullName) === undefined) {
      throw new HostFailure(`${text} not found`);
    }
    if (isInUse(running, fullName, leaving)) throw new HostFailure(`${text} already in use`);
  }
}

/** Whether a unikernel holds a volume, one left aside. */
export function isInUse(running: NameMap<Unikernel>, volume: Name, leaving?: Unikernel): boolean {
  return running.entries().some(({ name, value: unikernel }) => {
    if (unikernel === leaving) return false;
    return volumesOf(unikernel.config).some((held) => {
      const fullName = volumeName(name, held);
      return fullName !== null && namesEqual(fullName, volume);
    });
  });
}

function checkPolicy(policy: Policy, used: Usage, asked: UnikernelConfig): void {
  if (used.unikernels + 1 > policy.unikernels) {
    throw new HostFailure(`maximum amount of unikernels (${policy.unikernels}) reached`);
  }
  if (asked.memory > policy.memory - used.memory) {
    throw new HostFailure(
      `maximum allowed memory (${policy.memory}, used ${used.memory}) would be exceeded (requesting ${asked.memory})`,
    );
  }
  const cpuids = new Set(asked.cpuids).difference(new Set(policy.cpuids));
  if (cpuids.size > 0) {
    const listed = [...cpuids].sort((one, other) => one - other).join(', ');
    throw new HostFailure(`CPUids ${listed} are not allowed by policy`);
  }
  const bridges = bridgesOf(asked).filter((bridge) => !policy.bridges.includes(bridge));
  if (bridges.length > 0) {
    throw new HostFailure(`bridges ${bridges.join(', ')} not allowed by policy`);
  }
}
