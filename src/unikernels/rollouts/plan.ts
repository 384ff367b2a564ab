import type { Check } from '../../checks/schema.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { Deployment } from '../entity.ts';
import type { Move } from '../moves/move.ts';
import { configContext } from '../sealed-config.ts';
import type { DesiredState } from '../state/conclude-state.ts';
import type { PendingRequest } from './pending-request.ts';

export const failureActions = ['rollback', 'keep', 'stop'] as const;

/** What is done with a unikernel whose deployment does not come out well. */
export type FailureAction = (typeof failureActions)[number];

/** What is gone back to. */
export interface RollbackTarget {
  readonly config: AskedConfig;
  /** SHA-256 of the image, hex. */
  readonly digest: string;
  /** The release that it is; null: it is none. */
  readonly release: number | null;
}

/** What of a rollout has to outlive the server that began it. */
export interface RolloutPlan {
  readonly checks: readonly Check[];
  /** Whether what is checked while it runs stays as it is, whatever was checked here; left out by earlier releases: no. */
  readonly keepsStanding?: boolean;
  /** Seconds that it has to stay up. */
  readonly settle: number;
  /** Seconds until which the checks have to have passed. */
  readonly deadline: number;
  /** null: as is usual for what went wrong. */
  readonly onFailure: FailureAction | null;
  /** Checks, by their index, that failed before, too. */
  readonly failedBefore: readonly number[];
  /** Whether none of the name was known before. */
  readonly created: boolean;
  /** null: there is nothing to go back to. */
  readonly target: RollbackTarget | null;
  /** What was desired before. */
  readonly desiredBefore: DesiredState;
  /** SHA-256 of the image that ran before, hex; null: nothing did; left out: it is not known yet. */
  readonly digestBefore?: string | null;
  /** Where it comes from, and is to be ended; left out: it is no move. */
  readonly move?: Move;
  /** What was asked for, as long as it waits for its turn. */
  readonly pending?: PendingRequest;
}

/** A plan as it is stored in the deployment of this id: checks may name what is nobody else's. */
export function sealPlan(box: SecretBox, id: string, plan: RolloutPlan): string {
  return box.seal(Buffer.from(JSON.stringify(plan)), configContext(id));
}

/** What was sealed so; null: nothing is kept, or no key opens it. */
export function tryOpenPlan(
  box: SecretBox,
  deployment: Parameters<typeof openPlan>[1],
): RolloutPlan | null {
  if (deployment.sealedPlan === null) return null;
  try {
    return openPlan(box, deployment);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** What was sealed so. Throws `SealError`. */
export function openPlan(
  box: SecretBox,
  { id, sealedPlan }: Pick<Deployment, 'id' | 'sealedPlan'>,
): RolloutPlan {
  if (!sealedPlan) throw new Error(`The deployment ${id} has no plan`);
  return JSON.parse(box.open(sealedPlan, configContext(id)).toString());
}
