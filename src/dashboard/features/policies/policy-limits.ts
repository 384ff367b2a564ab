import type { Schema } from '../../api/schema.ts';
import { formatMebibytes } from '../../format/quantities.ts';

type HostPolicies = Schema['HostPolicies'];
type Given = HostPolicies['data'][number];

/** What can be said beside the fields of a policy. */
export interface PolicyLimits {
  readonly unikernels: string;
  readonly memory: string;
  readonly storage: string;
  readonly cpuids: readonly string[];
  readonly bridges: readonly string[];
}

/** The limits of a policy on a host; `now` is what the account has there already. */
export function limitsOf(policies: HostPolicies | undefined, now: Given | undefined): PolicyLimits {
  const { root, left } = policies ?? { root: null, left: null };
  const given = policies?.data ?? []; // what is known of a host that does not say what it has
  const used = now?.used;
  const inUse = (value: number | undefined, format: (value: number) => string) =>
    value ? ` ${format(value)} in use.` : '';
  return {
    unikernels: `At the same time.${inUse(used?.unikernels, String)}`,
    memory:
      share(root?.memory, left && left.memory + (now?.memory ?? 0)) +
      inUse(used?.memory, formatMebibytes),
    storage:
      share(root?.storage, left && left.storage + (now?.storage ?? 0)) +
      inUse(used?.storage, formatMebibytes),
    cpuids: unique(root?.cpuids.map(String) ?? given.flatMap(({ cpuids }) => cpuids.map(String))),
    bridges: unique(root?.bridges ?? given.flatMap(({ bridges }) => bridges)),
  };
}

/** What a host has of something, and what of that nobody else was given. */
function share(all: number | null | undefined, free: number | null): string {
  if (all === undefined || free === null) return 'In total.';
  if (all === null) return 'The host has none.';
  if (free < 0) return `The host has ${formatMebibytes(all)}, and more than that is assigned.`;
  return `The host has ${formatMebibytes(all)}; ${formatMebibytes(free)} are not assigned to others.`;
}

const unique = (texts: readonly string[]) => [...new Set(texts)];
