import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { Problem } from '../../base/errors.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import type { AskedConfig } from '../asked-config.ts';
import { expectStillAllowed } from '../deployments.ts';
import { expectSameAbi } from '../expect-same-abi.ts';
import { type FilledConfig, fillArguments } from '../fill-arguments.ts';
import { keepImage, keepReplaced } from '../keep-images.ts';
import { keepLoopingImage, loopingInfo } from '../keep-looping.ts';
import type { UnikernelLocation } from '../location.ts';
import { isThere, type Move } from '../moves/move.ts';
import { expectStillWanted, WithdrawnError } from '../moves/withdrawn.ts';
import type { SourcedImage } from '../origins/sourced-images.ts';
import { driftStep, overwrittenDrift } from '../overwritten-drift.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { type Running, readRunning } from '../running.ts';
import { sealConfig } from '../sealed-config.ts';
import { type Sent, sendChange } from '../send-change.ts';
import { sendImage } from '../send-image.ts';
import type { RolloutDeps } from './deps.ts';
import { findCurrentImage } from './find-image.ts';
import { findTarget } from './find-target.ts';
import { advanceOnce } from './finish-rollout.ts';
import { type RolloutPlan, sealPlan } from './plan.ts';
import { planDeploy } from './plan-deploy.ts';
import { releasedConfig } from './released-config.ts';
import { type Rollout, RolloutOverError } from './rollout.ts';
import type { DeployBody } from './schema.ts';
import { takeTurn } from './take-turn.ts';
import { tryChecks } from './try-checks.ts';

/** What is to be deployed, and who asks for it. */
export interface DeployRequest {
  readonly location: UnikernelLocation;
  /** Where it is as of now, and what may be done there now. Throws as `Places.find` does. */
  confirm(): Promise<UnikernelLocation>;
  readonly wanted: DeployBody;
  /** null: the one that it has. */
  readonly image: StoredImage | null;
  /** The one to be fetched; null: none is. */
  readonly sourced?: SourcedImage | null;
  /** That came along with a source. */
  readonly signature?: string | undefined;
  readonly by: ChangeRequest;
  /** Where it is moved from; left out: from nowhere. */
  readonly move?: Move;
  /** Whether it waits for others to be done with the unikernel. */
  readonly patient: boolean;
}

/** What came of telling the host, and whether that may have ended what ran. */
export interface Started {
  readonly sent: Sent;
  readonly config: AskedConfig;
  readonly replaces: boolean;
}

/**
 * Waits for its turn, looks at everything that can be refused before the host is told, and tells it.
 * Throws as `takeTurn`, `findCurrentImage`, `planDeploy` and `fillArguments` do: then the host was
 * told nothing.
 */
export async function startRollout(
  deps: RolloutDeps,
  rollout: Rollout,
  request: DeployRequest,
): Promise<Started> {
  const { wanted } = request;
  const { key } = request.location;
  if (request.image) await keepImage(deps, request.image, key.domain);
  const checks = wanted.checks ?? [];
  // They may take long: the unikernel is not held meanwhile, so that others may stop it, or cancel this.
  if (checks.length > 0) {
    await using until = new AsyncDisposableStack();
    await enter(deps, rollout, request, until);
  }
  const failedBefore = await tryChecks(deps.runCheck, rollout, key.domain, checks);
  const before = rollout.steps.all;
  // Whoever let somebody pass was the first: it waits for those.
  for (let patient = request.patient; ; patient = true) {
    const started = await tryStart(deps, rollout, { ...request, patient }, failedBefore);
    if (started) return started;
    rollout.steps.restore(before);
  }
}

/** The same; null: before its host was told it has let somebody pass, who stops or destroys the unikernel. */
async function tryStart(
  deps: RolloutDeps,
  rollout: Rollout,
  request: DeployRequest,
  failedBefore: readonly number[],
): Promise<Started | null> {
  const { key } = request.location;
  await using hold = new AsyncDisposableStack();
  const passing = new AbortController();
  using _listening = deps.records.onPass(key, () => passing.abort());
  const { location, lost } = await enter(deps, rollout, request, hold);
  const signal = AbortSignal.any([rollout.signal, passing.signal]);
  const asked = { ...request, location, failedBefore, by: { ...request.by, signal } };
  const prepared = await prepare(deps, { ...rollout, signal }, asked, hold).catch(
    async (error: unknown) => {
      if (passing.signal.aborted && !rollout.signal.aborted) return null;
      if (!(error instanceof WithdrawnError)) throw error;
      await deps.records.cancelUntold(rollout.deployment.id, error.message);
      throw new RolloutOverError();
    },
  );
  if (!prepared || passing.signal.aborted) return null;
  rollout.plan = prepared.plan;
  return await tell(deps, rollout, prepared, { ...request, location, lost });
}

/** What its host is to be told, and what has to be known of the rollout thereafter. */
interface Prepared {
  readonly image: StoredImage;
  readonly filled: FilledConfig;
  readonly plan: RolloutPlan;
  readonly known: RegisteredUnikernel | null;
  readonly current: UnikernelInfo | null;
}

/** Looks at all that can be refused, while the unikernel is held; the host is told nothing. */
async function prepare(
  deps: RolloutDeps,
  rollout: Rollout,
  request: DeployRequest & { readonly failedBefore: readonly number[] },
  hold: AsyncDisposableStack,
): Promise<Prepared> {
  const { location, failedBefore, by } = request;
  const { key } = location;
  const { steps } = rollout;
  const running = await readRunning(location, rollout.signal);
  const known = await deps.registry.find(key);
  const { move } = rollout.plan;
  if (move && (known ?? running.current)) throw isThere(location);
  if (move) await expectStillWanted(deps, rollout.deployment, move);
  const replaced = running.current ?? loopingInfo(known, deps.clock());
  if (replaced) {
    const { timer } = deps.waits ?? deps;
    await keepLoopingImage({ ...deps, timer }, location, replaced, rollout.signal);
  }
  const image =
    request.image ?? (await findCurrentImage(deps, location, known, { current: replaced }));
  const filled = await configure(deps, rollout, { ...request, image }, { running, known }, hold);
  const overwritten = overwrittenDrift(known, running.current);
  if (overwritten !== null) steps.end(driftStep, 'passed', overwritten);
  if (replaced) await keepReplaced(deps, location, replaced, by);
  const isStarted = known?.desired !== 'stopped';
  const { target, refusal } = await findTarget(deps, location, isStarted ? running.others : null);
  if (refusal !== null) steps.end('way back', 'skipped', refusal);
  const { pending: _begun, ...before } = rollout.plan;
  const plan = {
    ...before,
    ...{ failedBefore, target, created: known === null && running.current === null },
    desiredBefore: known?.desired ?? ('running' as const),
    digestBefore: digestBefore(known, running),
  };
  return { image, filled, plan, known, current: running.current };
}

/** Records that its host is told, and tells it. */
async function tell(
  deps: RolloutDeps,
  rollout: Rollout,
  { image, filled, plan, known, current }: Prepared,
  { location, lost, by }: DeployRequest & { readonly lost: AbortSignal },
): Promise<Started> {
  const { steps, deployment } = rollout;
  const { key } = location;
  const startedAt = await deps.records.nextStart(deployment);
  steps.begin('host');
  await advanceOnce(deps, rollout, 'queued', {
    ...{ state: 'running', phase: 'sending', startedAt, digest: image.digest },
    sealedConfig: sealConfig(deps.box, deployment.id, filled.asked),
    sealedPlan: sealPlan(deps.box, deployment.id, plan),
    runningSince: current?.started ?? null,
    rollback: plan.target ? 'available' : 'unavailable',
  });
  const sending = sendImage(location, filled, image, { force: true, lost });
  const sent = await sendChange(sending, () => expectStillAllowed({ key, by }));
  return {
    sent,
    config: filled.asked,
    replaces: current !== null || known?.desired === 'running',
  };
}

/** Waits for its turn, and holds the unikernel until `hold` ends. Throws what refuses it by then. */
async function enter(
  deps: RolloutDeps,
  rollout: Rollout,
  { location: { key }, patient, confirm }: DeployRequest,
  hold: AsyncDisposableStack,
): Promise<{ readonly location: UnikernelLocation; readonly lost: AbortSignal }> {
  const { lost } = hold.use(await takeTurn(deps, rollout, key, { patient }));
  await deps.reconciler.catchUp(key);
  await deps.maintenance.expectNone(key.host);
  await deps.deploymentLocks.expectNone(key);
  // It may have waited for long.
  return { location: await confirm(), lost };
}

/** What it is started with; each thing that is looked at is a step. */
async function configure(
  deps: RolloutDeps,
  { steps, signal, plan: { move } }: Rollout,
  { location, wanted, image }: DeployRequest & { readonly image: StoredImage },
  before: { readonly running: Running; readonly known: RegisteredUnikernel | null },
  hold: AsyncDisposableStack,
): Promise<FilledConfig> {
  const { running, known } = before;
  const { current } = running;
  const { config: given = {}, replaceConfig = false, force = false } = wanted;
  try {
    if (current && !force) {
      await expectSameAbi(deps.images, { location, current, image, signal });
    }
    const base = move?.config ?? (await releasedConfig(deps, location.key, wanted));
    const asked = { location, running, known, given, base, replaceConfig, signal };
    const { solo5 } = image;
    const facts = { manifest: solo5.devices, image: solo5 };
    const planned = await planDeploy(deps, { ...asked, ...facts }, hold);
    const filled = await fillArguments(deps.secrets, location.key.domain, planned);
    for (const step of ['memory', 'manifest', 'policy']) steps.end(step);
    return filled;
  } catch (error) {
    if (error instanceof Problem) steps.end(stepOf(error), 'failed', error.detail);
    throw error;
  }
}

/** Of what ran; one that restarts over and over is in no list now and then. */
function digestBefore(known: RegisteredUnikernel | null, { current }: Running): string | null {
  if (current) return current.digest.toString('hex');
  return known?.desired === 'running' ? known.digest : null;
}

/** The step that a problem belongs to. */
function stepOf({ code, facts }: Problem): string {
  if (code === 'policy-refused') return 'policy';
  if (code === 'image-refused') return facts.reason === 'memory' ? 'memory' : 'target';
  return code === 'manifest-mismatch' || code === 'devices-refused' ? 'manifest' : 'configuration';
}
