import { Problem } from '../../base/errors.ts';
import { pause } from '../../base/timer.ts';
import { describe } from '../deployments.ts';
import { differingFields } from '../differences.ts';
import { readRunning } from '../running.ts';
import type { RolloutDeps } from './deps.ts';
import { finish } from './finish-rollout.ts';
import { OvertakenError, type Rollout, type RolloutSite } from './rollout.ts';
import { type Aim, sendBack } from './send-back.ts';

/** Milliseconds after which a command whose answer was lost is sent again. */
const resendAfter = 60_000;

/** Why it is undone. */
export interface Undoing {
  readonly code: string;
  readonly detail: string;
}

/**
 * Starts what ran before again, as it was, or stops what was started where that was asked for. The
 * rollout ends as rolled back, or as failed. What a host may do twice is sent again only when it shows
 * that it was not done. Nobody's authority is asked for it, and no volume's content is touched.
 */
export async function undoRollout(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  { code, detail }: Undoing,
): Promise<void> {
  const { steps, plan, deployment } = rollout;
  const isStop = plan.onFailure === 'stop';
  const { target } = plan;
  const aim = isStop || plan.desiredBefore === 'stopped' ? 'nothing' : target;
  if (!aim) throw new Error('A rollout without anything before it cannot be undone');
  const step = isStop ? 'stop' : 'rollback';
  const isResumed = steps.isRunning(step);
  steps.begin(step);
  await deps.records.note(deployment, 'undoing', steps.all);
  // Another server may have told the host just before it ended.
  if (isResumed) await pause(deps.timer, resendAfter, rollout.signal);
  const failure = await reach(deps, rollout, site, aim).catch((error: unknown) => {
    if (error instanceof OvertakenError) return error;
    throw error;
  });
  if (failure instanceof OvertakenError) {
    steps.end(step, 'skipped', failure.message);
    const error = `${detail} ${failure.message}`;
    return await finish(deps, rollout, 'undoing', { state: 'unknown', error });
  }
  steps.end(step, failure === null ? 'passed' : 'failed', failure);
  if (failure !== null) {
    const what = isStop ? 'stopped' : 'rolled back';
    const error = `${detail} It could not be ${what}: ${failure}`;
    return await finish(deps, rollout, 'undoing', { state: 'failed', error, reason: code });
  }
  if (isStop) {
    const end = { state: 'failed', error: `${detail} It was stopped.`, reason: code } as const;
    return await finish(deps, rollout, 'undoing', end, (em) =>
      deps.desired.follow(em, { ...deployment, action: 'stop' }, null),
    );
  }
  const end = { state: 'rolled-back', error: detail, reason: 'rolled-back' } as const;
  await finish(deps, rollout, 'undoing', end, async (em) => {
    if (target) await deps.desired.followStart(em, deployment, target, plan.desiredBefore);
  });
}

/** null: it is so again; else why not. */
async function reach(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  aim: Aim,
): Promise<string | null> {
  for (;;) {
    if (aim !== 'nothing' && (await isReached(deps, rollout, site, aim))) return null;
    const failure = await tryOnce(deps, rollout, site, aim);
    if (failure === null) return null;
    if (failure.isFinal) return failure.detail;
    await pause(deps.timer, resendAfter, rollout.signal);
  }
}

interface Failure {
  readonly detail: string;
  /** Whether no later try does better. */
  readonly isFinal: boolean;
}

async function tryOnce(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  aim: Aim,
): Promise<Failure | null> {
  try {
    deps.hosts.get(site.key.host); // it may have been removed
    const sent = await sendBack(deps, rollout, site, aim);
    if (sent.kind === 'done') return null;
    if (sent.kind === 'refused') {
      return { detail: describe(sent.error), isFinal: sent.sent && !isPassing(sent.error) };
    }
    if (await isReached(deps, rollout, site, aim)) return null;
    return { detail: describe(sent.error), isFinal: false };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { detail: error.detail, isFinal: finalCodes.has(error.code) };
  }
}

/** Its host was not reached: it is asked again. */
const isPassing = (error: unknown) => !(error instanceof Problem) || passingCodes.has(error.code);

const passingCodes: ReadonlySet<string> = new Set([
  'host-unreachable',
  'host-timeout',
  'host-refused-connection',
  'host-untrusted',
  'host-busy',
  'host-down',
  'lock-lost',
]);

const finalCodes: ReadonlySet<string> = new Set([
  'image-not-kept',
  'secret-missing',
  'secret-refused',
  'host-unknown',
]);

/** Whether the host shows that it is done. */
async function isReached(
  { log }: RolloutDeps,
  { signal, deployment }: Rollout,
  site: RolloutSite,
  aim: Aim,
): Promise<boolean> {
  try {
    const { current } = await readRunning(site, signal);
    if (aim === 'nothing') return current === null;
    if (!current || current.digest.toString('hex') !== aim.digest) return false;
    return differingFields(aim.config, current).length === 0;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Problem)) throw error;
    log.warn({ deployment: deployment.id, error }, 'it cannot be told whether a rollback was done');
    return false;
  }
}
