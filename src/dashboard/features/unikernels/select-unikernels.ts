import type { Schema } from '../../api/schema.ts';
import { compareNames } from '../../format/compare-names.ts';
import type { ListFilters } from './use-list-filters.ts';

type Unikernel = Schema['Unikernel'];

/** What a list can be sorted by. */
export const sortKeys = ['name', 'host', 'memory', 'startedAt', 'askedAt'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Order {
  readonly key: SortKey;
  readonly descending: boolean;
}

export interface Selection extends ListFilters {
  readonly order: Order;
}

/** The unikernels that are wanted, in the order that is wanted. */
export function selectUnikernels(
  unikernels: readonly Unikernel[],
  { text, order, ...filters }: Selection,
): Unikernel[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return unikernels
    .filter((unikernel) => fits(unikernel, filters))
    .filter((unikernel) => words.every((word) => has(unikernel, word)))
    .sort((one, other) => (order.descending ? -1 : 1) * compare(one, other, order.key));
}

function fits(
  { host, state, labels: its }: Unikernel,
  filters: Omit<ListFilters, 'text'>,
): boolean {
  const { hosts, states, labels } = filters;
  if (hosts.length > 0 && !hosts.includes(host)) return false;
  if (states.length > 0 && !states.includes(state)) return false;
  return labels.every((label) => {
    const [key = '', ...value] = label.split('=');
    return value.length === 0 ? Object.hasOwn(its, key) : its[key] === value.join('=');
  });
}

function has({ name, host, digest, blockDevices, ...rest }: Unikernel, word: string): boolean {
  return (
    name.includes(word) ||
    host.includes(word) ||
    digest.startsWith(word) ||
    blockDevices.some(({ volume }) => volume.includes(word)) ||
    rest.arguments.some((argument) => argument.toLowerCase().includes(word))
  );
}

/** Equal ones are in the order of their names and hosts. */
function compare(one: Unikernel, other: Unikernel, key: SortKey): number {
  const byName = compareNames(one.name, other.name) || compareNames(one.host, other.host);
  if (key === 'memory') return one.memory - other.memory || byName;
  if (key === 'name') return byName;
  return compareNames(one[key] ?? '', other[key] ?? '') || byName;
}
