import type { Schema } from '../../api/schema.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import type { DeployValues } from './deploy-values.ts';

/** A host on which the account may run something. */
export type UsableHost = Schema['Host'] & { readonly policy: Schema['Policy'] };

export const isUsable = (host: Schema['Host']): host is UsableHost => host.policy !== null;

/** What is left of a policy; null: there is no limit, or the host does not say what is used. */
export interface PolicyRest {
  readonly unikernels: number | null;
  /** MiB */
  readonly memory: number | null;
}

export function restOf({ policy, used }: UsableHost): PolicyRest {
  if (!used) return { unikernels: null, memory: null };
  return {
    unikernels: policy.unikernels === null ? null : policy.unikernels - used.unikernels,
    memory: policy.memory - used.memory,
  };
}

/** Why there is no room for so much memory; null where there is. What is replaced gives its own. */
export function memoryProblem(
  { memory, force }: Pick<DeployValues, 'memory' | 'force'>,
  host: UsableHost | undefined,
): string | null {
  const left = host ? restOf(host).memory : null;
  if (left === null || force || Number(memory) <= left) return null;
  return `Your policy has only ${formatMebibytes(left)} left.`;
}
