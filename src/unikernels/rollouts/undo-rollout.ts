import { Problem } from '../../base/errors.ts';
import { pause } from '../../base/timer.ts';
import type { EntityManager } from '../../database/database.ts';
import { describe } from '../deployments.ts';
import { differingFields } from '../differences.ts';
import { fillArguments } from '../fill-arguments.ts';
import { readRunning } from '../running.ts';
import type { RolloutDeps } from './deps.ts';
import { finish } from './finish-rollout.ts';
import { OvertakenError, type Rollout, type RolloutSite } from './rollout.ts';
import { type Aim, type BackTry, sendBack } from './send-back.ts';
import { siteOf } from './site-of.ts';

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
  { code, detail }: Undoing,
): Promise<void> {
  const { steps, plan, deployment } = rollout;
  const isStop = plan.onFailure === 'stop';
  const { target } = plan;
  const aim = isStop || plan.desiredBefore === 'stopped' ? 'nothing' : target;
  if (!aim) throw new Error('A rollout without anything before it cannot be undone');
  const stop = (em: EntityManager) =>
    deps.desired.follow(em, { ...deployment, action: plan.move ? 'destroy' : 'stop' }, null);
  const step = isStop ? 'stop' : 'rollback';
  const isResumed = steps.isRunning(step);
  steps.begin(step);
  await deps.records.note(deployment, 'undoing', steps.all);
  // Another server may have told the host just before it ended.
  if (isResumed) await pause(deps.timer, resendAfter, rollout.signal);
  const reached = await reach(deps, rollout, { aim, mayHaveEndedIt: isResumed }).catch(
    (error: unknown) => {
      if (error instanceof OvertakenError) return error;
      throw error;
    },
  );
  if (reached instanceof OvertakenError) {
    steps.end(step, 'skipped', reached.message);
    const error = `${detail} ${reached.message}`;
    return await finish(deps, rollout, 'undoing', { state: 'unknown', error });
  }
  const { failure } = reached;
  steps.end(step, failure === null ? 'passed' : 'failed', failure);
  if (failure !== null) {
    const what = isStop ? 'stopped' : 'rolled back';
    const error = `${detail} It could not be ${what}: ${failure}`;
    return await finish(deps, rollout, 'undoing', { state: 'failed', error, reason: code });
  }
  if (isStop) {
    const state = code === 'cancelled' ? 'cancelled' : 'failed';
    const end = { state, error: `${detail} It was stopped.`, reason: code } as const;
    return await finish(deps, rollout, 'undoing', end, stop);
  }
  const end = { state: 'rolled-back', error: detail, reason: code } as const;
  const now = reached.aim === 'nothing' ? target : reached.aim;
  await finish(deps, rollout, 'undoing', end, async (em) => {
    if (now) await deps.desired.followStart(em, deployment, now, plan.desiredBefore);
    else await stop(em);
  });
}

interface Reached {
  /** With secrets as they were when its host was told. */
  readonly aim: Aim;
  /** null: it is so again; else why not. */
  readonly failure: string | null;
}

async function reach(deps: RolloutDeps, rollout: Rollout, first: BackTry): Promise<Reached> {
  let back = first;
  for (;;) {
    const tried = await tryOnce(deps, rollout, back);
    if (tried.failure === null || tried.isFinal) return tried;
    back = { ...back, mayHaveEndedIt: back.mayHaveEndedIt || tried.mayHaveEndedIt };
    await pause(deps.timer, resendAfter, rollout.signal);
  }
}

interface Try extends Reached {
  /** Whether no later one does better. */
  readonly isFinal: boolean;
  /** Whether its host was told, or was away and so may have been booted. */
  readonly mayHaveEndedIt: boolean;
}

async function tryOnce(deps: RolloutDeps, rollout: Rollout, back: BackTry): Promise<Try> {
  const { aim: given } = back;
  let mayHaveEndedIt = false;
  try {
    // Its host may have been removed, or be reached in another way by now.
    const site = await siteOf(deps, rollout.deployment);
    const aim = await withSecrets(deps, site, given);
    const done = { aim, failure: null, isFinal: true, mayHaveEndedIt };
    if (aim !== 'nothing' && (await isReached(deps, rollout, site, aim))) return done;
    const sent = await sendBack(deps, rollout, site, { ...back, aim });
    if (sent.kind === 'done') return done;
    const failure = describe(sent.error);
    mayHaveEndedIt = sent.kind === 'open' || sent.sent || isAway(sent.error);
    if (sent.kind === 'refused') {
      return { aim, failure, isFinal: sent.sent && !isPassing(sent.error), mayHaveEndedIt };
    }
    if (await isReached(deps, rollout, site, aim)) return done;
    return { aim, failure, isFinal: false, mayHaveEndedIt };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    mayHaveEndedIt ||= isAway(error);
    const isFinal = finalCodes.has(error.code);
    return { aim: given, failure: error.detail, isFinal, mayHaveEndedIt };
  }
}

/** What is told is to be known again: secrets may have changed since. Throws as `fillArguments` does. */
async function withSecrets({ secrets }: RolloutDeps, { key }: RolloutSite, aim: Aim): Promise<Aim> {
  if (aim === 'nothing') return aim;
  const { asked: config } = await fillArguments(secrets, key.domain, aim.config);
  return { ...aim, config };
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

/** One that is only busy, or locked, was not booted. */
const isAway = (error: unknown) =>
  isPassing(error) && !(error instanceof Problem && here.has(error.code));

const here: ReadonlySet<string> = new Set(['host-busy', 'lock-lost']);

const finalCodes: ReadonlySet<string> = new Set([
  'image-not-kept',
  'secret-missing',
  'secret-refused',
  'host-unknown',
  'no-policy',
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
