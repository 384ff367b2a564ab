import type { Schema } from '../../api/schema.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Column } from '../../output/table.ts';
import { list as inWords } from '../../output/words.ts';
import { wholeNumber } from '../option-values.ts';

/** What the options of a policy say; what is left out is undefined. */
export interface LimitOptions {
  readonly unikernels?: number | undefined;
  readonly memory?: number | undefined;
  readonly storage?: number | undefined;
  readonly cpu?: readonly number[] | undefined;
  readonly bridge?: readonly string[] | undefined;
}

/** A policy, where null stands for all CPUs or bridges that a host has. */
type Limits = Schema['SavePolicyTemplate'];

/** One more CPU id. */
export const oneMoreCpu = (text: string, before: readonly number[] = []): number[] => [
  ...before,
  wholeNumber(0)(text),
];

/** The policy that the options say. Throws `CommandError` where one is missing that has to be given. */
export function limitsIn({ unikernels, memory, storage, cpu, bridge }: LimitOptions): Limits {
  if (unikernels === undefined || memory === undefined) {
    throw new CommandError('Give --unikernels and --memory.');
  }
  return {
    ...{ unikernels, memory },
    storage: storage ?? null,
    cpuids: cpu ? [...cpu] : null,
    bridges: bridge ? [...bridge] : null,
  };
}

/** The columns that show what a policy or a template gives. */
export const limitColumns: readonly Column<Schema['Policy'] | Schema['PolicyTemplate']>[] = [
  { title: 'UNIKERNELS', cell: ({ unikernels }) => `${unikernels ?? 'any'}` },
  { title: 'MEMORY (MiB)', cell: ({ memory }) => `${memory}` },
  { title: 'STORAGE (MiB)', cell: ({ storage }) => `${storage ?? 'no volumes'}` },
  { title: 'CPUS', cell: ({ cpuids }) => named(cpuids?.map(String)) },
  { title: 'BRIDGES', cell: ({ bridges }) => named(bridges) },
];

const named = (texts: readonly string[] | null | undefined) =>
  texts ? (inWords(texts) ?? 'none') : 'all';
