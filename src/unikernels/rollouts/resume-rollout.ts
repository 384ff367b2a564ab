import { Problem } from '../../base/errors.ts';
import { unreadable } from '../judge-deployment.ts';
import { findOut, succeed, watchOn } from './carry-out.ts';
import { configOf } from './config-of.ts';
import type { RolloutDeps } from './deps.ts';
import { advance, finish } from './finish-rollout.ts';
import type { Rollout } from './rollout.ts';
import { siteOf } from './site-of.ts';
import { undoRollout } from './undo-rollout.ts';

/**
 * Goes on with a rollout whose server has ended, from where that had recorded it to be. One whose host
 * was told nothing yet, and whose image is not kept, is ended.
 */
export async function resumeRollout(deps: RolloutDeps, rollout: Rollout): Promise<void> {
  const { deployment, steps } = rollout;
  if (deployment.phase === 'queued') {
    const error =
      'It could not be begun, and its image is not kept. Nothing was changed: deploy again.';
    steps.fail(error);
    return await finish(deps, rollout, 'queued', { state: 'cancelled', error });
  }
  const site = await siteOf(deps, deployment).catch((error: unknown) => {
    if (error instanceof Problem && goneCodes.has(error.code)) return null;
    throw error;
  });
  if (!site) {
    const error = 'The host was removed, or the account may not use it any more.';
    return await finish(deps, rollout, deployment.phase ?? 'sending', { state: 'unknown', error });
  }
  if (deployment.phase === 'undoing') {
    const { reason, error } = deployment;
    const why = { code: reason ?? 'host-refused', detail: error ?? 'It has failed.' };
    return await undoRollout(deps, rollout, why);
  }
  if (deployment.phase === 'ending') return await succeed(deps, rollout);
  const config = configOf(deps, deployment);
  if (!config) {
    const { error } = unreadable;
    return await finish(deps, rollout, deployment.phase ?? 'sending', { state: 'unknown', error });
  }
  if (deployment.phase === 'watching') {
    return await watchOn(deps, rollout, site, { config, isResumed: true, wasAnswered: false });
  }
  if (deployment.state === 'running') {
    const error = 'The server ended while its host was being told.';
    await advance(deps, rollout, 'sending', { state: 'unknown', error });
  }
  await findOut(deps, rollout, site, config);
}

const goneCodes: ReadonlySet<string> = new Set(['host-unknown', 'no-policy']);
