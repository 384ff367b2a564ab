import type { BlockDevice, Named } from '../../albatross/messages.ts';
import { isBelow, type Label } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { HostLists } from '../../host-client/managed-host.ts';

/** What a domain uses on a host. */
export interface Usage {
  readonly unikernels: number;
  /** MiB, the sum over all unikernels. */
  readonly memory: number;
  /** MiB, the sum over all volumes. */
  readonly storage: number;
  readonly cpuids: readonly number[];
  readonly bridges: readonly string[];
}

/** What the host's lists say that a domain uses, what is below it included; null: that all use. */
export function usageOf(
  domain: Label | null,
  unikernels: readonly Named<UnikernelInfo>[],
  volumes: readonly BlockDevice[],
): Usage {
  const path = domain === null ? [] : [domain];
  const running = unikernels.filter(({ name }) => isBelow(name, path)).map(({ value }) => value);
  const kept = volumes.filter(({ name }) => isBelow(name, path));
  const bridges = running.flatMap(({ networkDevices }) => networkDevices.map((one) => one.bridge));
  return {
    unikernels: running.length,
    memory: sum(running.map(({ memory }) => memory)),
    storage: sum(kept.map(({ size }) => size)),
    cpuids: [...new Set(running.flatMap(({ cpuids }) => cpuids))],
    bridges: [...new Set(bridges)],
  };
}

/** What a domain uses, from the lists that all share. */
export async function readUsage(
  host: HostLists,
  domain: Label,
  signal?: AbortSignal,
): Promise<Usage> {
  const lists = await Promise.all([host.unikernels(signal), host.volumes(signal)]);
  return usageOf(domain, ...lists);
}

/** What of the usage a policy does not cover, as a sentence; null where it covers all. */
export function uncovered(usage: Usage, policy: Policy): string | null {
  const storage = policy.block ?? 0;
  if (usage.unikernels > policy.unikernels) return `${usage.unikernels} unikernels are running.`;
  if (usage.memory > policy.memory) return `${usage.memory} MiB of memory are in use.`;
  if (usage.storage > storage) return `Its volumes take ${usage.storage} MiB.`;
  const cpuids = usage.cpuids.filter((id) => !policy.cpuids.includes(id));
  if (cpuids.length > 0) return `Its unikernels use the CPUs ${cpuids.join(', ')}.`;
  const bridges = usage.bridges.filter((bridge) => !policy.bridges.includes(bridge));
  if (bridges.length > 0) return `Its unikernels use the bridges ${bridges.join(', ')}.`;
  return null;
}

/** Whether there is anything in the domain. */
export const isEmpty = (usage: Usage): boolean => usage.unikernels === 0 && usage.storage === 0;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
