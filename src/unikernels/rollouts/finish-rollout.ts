import { pause } from '../../base/timer.ts';
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

/** Milliseconds before what could not be recorded is tried again: doubled each time. */
const firstDelay = 1_000;
const maxDelay = 60_000;

type RecordingDeps = Pick<RolloutDeps, 'records' | 'timer' | 'log'>;
type Recorded = Pick<Rollout, 'deployment' | 'steps' | 'signal'>;

/**
 * Records a transition with the steps so far, again and again until the database takes it: from what it was concluded
 * may not be seen twice. Throws `RolloutOverError` where it is over already, and the signal's reason.
 */
export async function advance(
  deps: RecordingDeps,
  rollout: Recorded,
  from: RolloutPhase,
  change: RolloutChange,
  also?: (em: EntityManager) => Promise<void>,
): Promise<void> {
  const { deployment, signal } = rollout;
  for (let delay = firstDelay; ; delay = Math.min(delay * 2, maxDelay)) {
    try {
      return await advanceOnce(deps, rollout, from, change, also);
    } catch (error) {
      const isRepeated = delay > firstDelay;
      if (isRepeated && error instanceof RolloutOverError) {
        return await expectRecorded(deps, rollout, from, change);
      }
      if (error instanceof RolloutOverError || signal.aborted) throw error;
      deps.log.warn({ deployment: deployment.id, error }, 'a rollout cannot be recorded now');
    }
    await pause(deps.timer, delay, signal);
  }
}

/** An earlier try may have been stored although that was not heard. Throws `RolloutOverError` where none was. */
async function expectRecorded(
  { records }: RecordingDeps,
  { deployment }: Recorded,
  from: RolloutPhase,
  change: RolloutChange,
): Promise<void> {
  const now = await records.find(deployment.id);
  const { phase = from, state = now?.state, finishedAt } = change;
  const isRecorded =
    now?.owner === deployment.owner &&
    now.phase === phase &&
    now.state === state &&
    now.finishedAt?.getTime() === finishedAt?.getTime();
  if (!isRecorded) throw new RolloutOverError();
  Object.assign(deployment, change);
}

/** Tries to record a transition once. Throws `RolloutOverError` where it is over already. */
export async function advanceOnce(
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
  deps: RecordingDeps & Pick<RolloutDeps, 'clock'>,
  rollout: Recorded,
  from: RolloutPhase,
  { state, error = null, reason = null }: RolloutEnd,
  also?: (em: EntityManager) => Promise<void>,
): Promise<void> {
  const end = { state, error, reason, finishedAt: deps.clock() };
  await advance(deps, rollout, from, end, also);
}
