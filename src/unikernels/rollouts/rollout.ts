import type { Deployment } from '../entity.ts';
import type { UnikernelLocation } from '../location.ts';
import type { RolloutPlan } from './plan.ts';
import type { StepLog } from './step-log.ts';

/** What a rollout has to know of where its unikernel is. */
export type RolloutSite = Pick<UnikernelLocation, 'host' | 'key' | 'name' | 'target'>;

/** A deployment that is carried out step by step, until it is known to be good, or undone. */
export interface Rollout {
  readonly deployment: Deployment;
  readonly steps: StepLog;
  plan: RolloutPlan;
  /** Aborted when it is over, whoever ended it, or the server stops. */
  readonly signal: AbortSignal;
}

/** Somebody has ended the rollout, or it was overtaken: nothing more is done for it. */
export class RolloutOverError extends Error {
  constructor() {
    super('The rollout is over.');
  }
}

/** Another client has started something else in the place of what was deployed, or may have ended that. */
export class OvertakenError extends Error {
  constructor(
    message = 'Meanwhile another client has started something else, or changed the configuration.',
  ) {
    super(message);
  }
}
