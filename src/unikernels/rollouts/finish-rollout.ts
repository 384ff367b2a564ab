import type { EntityManager } from '../../database/database.ts';
import type { DeploymentState, RolloutPhase } from '../entity.ts';
import type { RolloutDeps } from './deps.ts';
import { type Rollout, RolloutOverError } from './rollout.ts';
import type { RolloutChange } from './rollout-records.ts';

/** How a rollout is recorded to have ended. */
export interface RolloutEnd {
  readonly state: DeploymentState;
  readonly error?: string | null;
  /** The code of the problem that it is to whoever waits for it. */
  readonly reason?: string | null;
}

/** Records a transition with the steps so far. Throws `RolloutOverError` where it is over already. */
export async function advance(
  { records }: Pick<RolloutDeps, 'records'>,
  { deployment, steps }: Pick<Rollout, 'deployment' | 'steps'>,
  from: RolloutPhase,
  change: RolloutChange,
  also?: (em: EntityManager) => Promise<void>,
): Promise<void> {
  const done = await records.advance(deployment, from, { ...change, steps: steps.all }, also);
  if (!done) throw new RolloutOverError();
  Object.assign(deployment, change);
}

/** Records the end, for good. Throws as `advance` does. */
export async function finish(
  deps: Pick<RolloutDeps, 'records' | 'clock'>,
  rollout: Pick<Rollout, 'deployment' | 'steps'>,
  from: RolloutPhase,
  { state, error = null, reason = null }: RolloutEnd,
  also?: (em: EntityManager) => Promise<void>,
): Promise<void> {
  const end = { state, error, reason, finishedAt: deps.clock() };
  await advance(deps, rollout, from, end, also);
}
