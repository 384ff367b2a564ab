import { Problem } from '../../base/errors.ts';
import { pause } from '../../base/timer.ts';
import type { EntityManager } from '../../database/database.ts';
import type { AskedConfig } from '../asked-config.ts';
import { describe } from '../deployments.ts';
import { standingIn } from '../health/standing-checks.ts';
import { endFormer } from '../moves/end-former.ts';
import { expectStillWanted, WithdrawnError } from '../moves/withdrawn.ts';
import { openReason, patienceFor } from '../reconciler.ts';
import { markGone } from '../registry/mark-gone.ts';
import { keyOf } from '../registry/rows.ts';
import { hasEnded, tellEnded } from '../tell-ended.ts';
import type { RolloutDeps } from './deps.ts';
import { fetchImage } from './fetch-image.ts';
import { advance, finish } from './finish-rollout.ts';
import { type Conclusion, judgeRollout } from './judge-rollout.ts';
import { type Rollout, RolloutOverError, type RolloutSite } from './rollout.ts';
import { type DeployRequest, type Started, startRollout } from './start-rollout.ts';
import { toldAt } from './told-at.ts';
import { checkName, isForbidding } from './try-checks.ts';
import { undoRollout } from './undo-rollout.ts';
import { watchRollout } from './watch-rollout.ts';
import { WhileAway } from './while-away.ts';

/** Milliseconds before a host is asked again what it did: doubled each time. */
const firstDelay = 2_000;
const maxDelay = 60_000;

/**
 * Carries a rollout out from its beginning to its end, and discards the image once it was sent. Throws
 * what refused it before its host was told.
 */
export async function carryOut(
  deps: RolloutDeps,
  rollout: Rollout,
  request: DeployRequest,
): Promise<void> {
  const { sourced } = request;
  const image = sourced ? await fetchImage(deps, rollout, sourced) : request.image;
  // The image is not needed any more: what is gone back to is kept elsewhere.
  const started = await startRollout(deps, rollout, { ...request, image }).finally(() =>
    image?.discard(),
  );
  await goOn(deps, rollout, request.location, started);
}

/** Goes on from what the host has answered. */
async function goOn(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  { sent, config, replaces }: Started,
): Promise<void> {
  const { steps } = rollout;
  if (sent.kind === 'done') {
    steps.end('host');
    return await watchFrom(deps, rollout, site, { config, wasAnswered: true });
  }
  const detail = describe(sent.error);
  if (sent.kind === 'open') {
    const open = { state: 'unknown', error: detail, reason: openReason(sent) } as const;
    await advance(deps, rollout, 'sending', open);
    return await findOut(deps, rollout, site, config);
  }
  steps.fail(detail);
  const code = sent.error instanceof Problem ? sent.error.code : 'internal';
  const mayHaveEnded = sent.sent && replaces;
  const runs = mayHaveEnded ? await whetherRuns(deps, rollout, site, detail) : true;
  const told = tellEnded(sent.error, runs);
  const isGone = hasEnded(told);
  const mark = isGone
    ? (em: EntityManager) => markGone(em, keyOf(rollout.deployment), deps.clock())
    : undefined;
  if (isGone && mayUndo(rollout)) {
    const undoing = { state: 'running', phase: 'undoing', error: detail, reason: code } as const;
    await advance(deps, rollout, 'sending', undoing, mark);
    return await undoRollout(deps, rollout, { code, detail });
  }
  const error = describe(told);
  await finish(deps, rollout, 'sending', { state: 'failed', error, reason: code }, mark);
  throw told;
}

/**
 * Whether what ran before a refusal runs still. Its host may be away since: what it did before is not known until it is
 * back. Throws `host-unknown`.
 */
async function whetherRuns(
  deps: RolloutDeps,
  rollout: Rollout,
  { key }: RolloutSite,
  error: string,
): Promise<boolean> {
  const { deployment, signal } = rollout;
  for (let delay = firstDelay; ; delay = Math.min(delay * 2, maxDelay)) {
    const runs = await deps.reconciler.isRunning(deployment);
    if (runs !== null) return runs;
    deps.hosts.get(key.host);
    if (delay === firstDelay) await advance(deps, rollout, 'sending', { state: 'unknown', error });
    await pause(deps.timer, delay, signal);
    await expectOpen(deps, rollout);
  }
}

const mayUndo = ({ plan: { onFailure, target } }: Rollout) =>
  target !== null && (onFailure ?? 'rollback') === 'rollback';

/** The answer was lost: the host is asked until it shows what it did. Whoever wants to deploy anew meanwhile can cancel it. */
export async function findOut(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  config: AskedConfig,
): Promise<void> {
  const { deployment, steps } = rollout;
  const patience = patienceFor(deployment);
  let waited = 0;
  for (let delay = firstDelay; ; delay = Math.min(delay * 2, maxDelay)) {
    await expectOpen(deps, rollout);
    const verdict = await deps.reconciler.ask(deployment, rollout.plan.digestBefore);
    if (verdict?.state === 'succeeded') {
      steps.end('host');
      await advance(deps, rollout, 'sending', { state: 'running', error: null, reason: null });
      return await watchFrom(deps, rollout, site, { config, wasAnswered: false });
    }
    // A host may be at work on a command whose answer is late, or whose connection was lost.
    const runs = verdict?.state === 'failed' ? await deps.reconciler.isRunning(deployment) : true;
    if (verdict && runs !== null && waited >= patience) {
      steps.fail(verdict.error ?? 'It did not happen.');
      if (!runs && mayUndo(rollout)) {
        const detail = verdict.error ?? 'The host did not carry it out.';
        const why = { code: 'host-refused', detail };
        const undoing = { state: 'running', phase: 'undoing', error: detail } as const;
        await advance(deps, rollout, 'sending', { ...undoing, reason: why.code });
        return await undoRollout(deps, rollout, why);
      }
      return await finish(deps, rollout, 'sending', verdict);
    }
    await pause(deps.timer, delay, rollout.signal);
    waited += delay;
  }
}

/** The host did it: what it led to is watched, as far as that was asked for. */
async function watchFrom(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  { config, wasAnswered }: Pick<Watching, 'config' | 'wasAnswered'>,
): Promise<void> {
  const { deployment, plan, steps } = rollout;
  const { digest = null } = deployment;
  const follow = { digest, config };
  if (plan.settle === 0 && plan.checks.length === 0 && !plan.move) {
    return await finish(deps, rollout, 'sending', { state: 'succeeded' }, async (em) => {
      await deps.desired.followStart(em, deployment, follow);
      await deps.desired.release(em, deployment);
    });
  }
  if (plan.settle > 0) steps.begin('stays up');
  plan.checks.forEach((check, index) => {
    steps.begin(checkName(check, index));
  });
  await advance(deps, rollout, 'sending', { phase: 'watching' }, (em) =>
    deps.desired.followStart(em, deployment, follow),
  );
  await watchOn(deps, rollout, site, { config, isResumed: false, wasAnswered });
}

/** What was started, and how. */
interface Watching {
  readonly config: AskedConfig;
  /** Whether that was by an earlier run of the server, or another one. */
  readonly isResumed: boolean;
  /** Whether its host has answered just now: it may have been found out long after else. */
  readonly wasAnswered: boolean;
}

/** Watches what was started, and does what its end asks for. */
export async function watchOn(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  watching: Watching,
): Promise<void> {
  const conclusion = await watchToEnd(deps, rollout, site, watching).catch((error: unknown) => {
    if (!(error instanceof WithdrawnError)) throw error;
    const { message: detail } = error;
    return { kind: 'failed', code: 'cancelled', detail, action: 'stop' } as const;
  });
  await conclude(deps, rollout, conclusion);
}

/** Throws `WithdrawnError` where it is moved, and was ended where it was. */
async function watchToEnd(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  { config, isResumed, wasAnswered }: Watching,
): Promise<Conclusion> {
  const { deployment, plan, steps, signal } = rollout;
  const since = toldAt(rollout);
  const wanted = new WhileAway(deps, async () => {
    await expectOpen(deps, rollout);
    if (plan.move) await expectStillWanted(deps, deployment, plan.move);
  });
  const watched = await watchRollout(deps, {
    ...{ location: site, plan, signal, since, digest: deployment.digest ?? '', config },
    ...{ isResumed, wasAnswered },
    expectWanted: () => wanted.expectWanted(),
    report: (index, { ok, detail }) => {
      const check = plan.checks[index];
      if (!check || !ok || isForbidding(check)) return;
      const name = checkName(check, index);
      if (!steps.isRunning(name)) return;
      steps.end(name, 'passed', detail);
      const noted = deps.records.note(deployment, 'watching', steps.all);
      noted.catch((error: unknown) => deps.log.warn({ error }, 'a step is not recorded now'));
    },
  });
  const conclusion = judgeRollout({
    ...{ plan, watched, failBehaviour: config.failBehaviour },
    hasVolume: config.blockDevices.length > 0,
  });
  await wanted.expectAnswered(signal);
  return conclusion;
}

/** What was started is good: what was moved is ended where it was. */
export async function succeed(deps: RolloutDeps, rollout: Rollout): Promise<void> {
  const { deployment, plan } = rollout;
  const error = plan.move ? await endFormer(deps, rollout, plan.move) : null;
  const from = deployment.phase ?? 'watching';
  await finish(deps, rollout, from, { state: 'succeeded', error }, async (em) => {
    await deps.desired.release(em, deployment);
    const { checks, keepsStanding } = plan;
    if (!keepsStanding) await deps.health.adopt(em, keyOf(deployment), standingIn(checks));
  });
}

async function conclude(
  deps: RolloutDeps,
  rollout: Rollout,
  conclusion: Conclusion,
): Promise<void> {
  const { steps } = rollout;
  if (conclusion.kind === 'unknown') {
    steps.fail(conclusion.detail);
    const { detail: error } = conclusion;
    return await finish(deps, rollout, 'watching', { state: 'unknown', error });
  }
  if (conclusion.kind === 'succeeded') {
    steps.settle('stays up', 'passed', conclusion.note);
    steps.settleAll('passed');
    return await succeed(deps, rollout);
  }
  const { code, detail, action } = conclusion;
  if (code === 'check-failed') steps.settle('stays up');
  if (code === 'cancelled') steps.settleAll('skipped');
  steps.fail(detail);
  const { target, desiredBefore } = rollout.plan;
  const canGoBack = target !== null || desiredBefore === 'stopped';
  if (action === 'stop' || (action === 'rollback' && canGoBack)) {
    const undoing = { phase: 'undoing', error: detail, reason: code } as const;
    await advance(deps, rollout, 'watching', undoing);
    return await undoRollout(deps, rollout, { code, detail });
  }
  await finish(deps, rollout, 'watching', { state: 'failed', error: detail, reason: code });
}

export async function expectOpen({ records }: RolloutDeps, { deployment }: Rollout): Promise<void> {
  if (!(await records.isOpen(deployment))) throw new RolloutOverError();
}
