import type { Clock } from '../../base/clock.ts';
import type { Timer } from '../../base/timer.ts';
import type { Database } from '../../database/database.ts';
import { DeploymentLocks } from '../deployment-locks/deployment-locks.ts';
import type { Owners } from '../deployments.ts';
import type { Registry } from '../registry/registry.ts';
import { RolloutRecords } from './rollout-records.ts';

/** Who has a say before a unikernel is changed: its lock, and the rollout that has it. */
export interface UnikernelOwners extends Owners {
  readonly locks: DeploymentLocks;
  readonly rollouts: RolloutRecords;
}

export interface OwnersDeps {
  readonly database: Database;
  readonly registry: Pick<Registry, 'asked'>;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** Puts together who has a say. A lock is on what brings something new; what is there may be restarted. */
export function createOwners(deps: OwnersDeps): UnikernelOwners {
  const locks = new DeploymentLocks(deps);
  const rollouts = new RolloutRecords(deps);
  return {
    locks,
    rollouts,
    async expectYielding(draft) {
      const brings = draft.action === 'create' || draft.action === 'update';
      await Promise.all([brings && locks.expectNone(draft.key), rollouts.expectYielding(draft)]);
    },
    yieldTo: (draft) => rollouts.yieldTo(draft),
  };
}
