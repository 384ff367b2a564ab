import type { BlockDevice, Named } from '../../albatross/messages.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { type Usage, usageOf } from './usage.ts';

/** A CPU of a host: how many policies have it, and how many unikernels run on it. */
export interface CpuUse {
  readonly id: number;
  readonly policies: number;
  readonly unikernels: number;
}

/** What is used of a host by all who are on it, those that Fulmar does not know included. */
export interface HostUse {
  readonly used: Usage;
  /** By their ids: those of the root policy, and others that are in use. */
  readonly cpus: readonly CpuUse[];
}

export function hostUse(
  root: Policy | null,
  given: readonly { readonly cpuids: readonly number[] }[],
  unikernels: readonly Named<UnikernelInfo>[],
  volumes: readonly BlockDevice[],
): HostUse {
  const used = usageOf(null, unikernels, volumes);
  const ids = [...new Set([...(root?.cpuids ?? []), ...used.cpuids])].sort((a, b) => a - b);
  const having = (id: number, all: readonly { readonly cpuids: readonly number[] }[]) =>
    all.filter(({ cpuids }) => cpuids.includes(id)).length;
  const running = unikernels.map(({ value }) => value);
  const cpus = ids.map((id) => ({
    id,
    policies: having(id, given),
    unikernels: having(id, running),
  }));
  return { used, cpus };
}
