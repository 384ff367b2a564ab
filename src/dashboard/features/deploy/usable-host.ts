import type { Schema } from '../../api/schema.ts';

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
