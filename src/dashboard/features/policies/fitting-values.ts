import type { Schema } from '../../api/schema.ts';
import type { LimitValues } from './policy-values.ts';

/** CPUs and bridges that are wished for; null: all that there are. */
export interface Wishes {
  readonly cpuids: readonly string[] | null;
  readonly bridges: readonly string[] | null;
}

/** Nothing in particular. */
export const anything: Wishes = { cpuids: null, bridges: null };

/** What a template wishes for. */
export const wishesOf = ({ cpuids, bridges }: Schema['PolicyTemplate']): Wishes => ({
  cpuids: cpuids?.map(String) ?? null,
  bridges,
});

/**
 * The values as a host can give them: no more than it has, and all its CPUs and bridges where nothing else is
 * wished for, since without a bridge no image with a network runs.
 */
export function fitted(values: LimitValues, wishes: Wishes, root: Schema['Policy']): LimitValues {
  const { unikernels, memory, volumes, storage } = values;
  return {
    unikernels: atMost(unikernels, root.unikernels),
    memory: atMost(memory, root.memory),
    volumes: volumes && root.storage !== null,
    storage: atMost(storage, root.storage),
    cpuids: chosen(wishes.cpuids, root.cpuids.map(String)),
    bridges: chosen(wishes.bridges, root.bridges),
  };
}

const atMost = (value: number | string, limit: number | null) =>
  typeof value === 'number' && limit !== null ? Math.min(value, limit) : value;

/** Those of the wished that there are; all where none is. */
function chosen(wished: readonly string[] | null, all: readonly string[]): string[] {
  const found = wished?.filter((each) => all.includes(each)) ?? [];
  return found.length > 0 || wished?.length === 0 ? found : [...all];
}
