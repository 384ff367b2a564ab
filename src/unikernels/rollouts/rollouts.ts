import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import { pause } from '../../base/timer.ts';
import type { CheckResult } from '../../checks/check-runner.ts';
import type { Check } from '../../checks/schema.ts';
import { unikernelLock } from '../../database/locks/lock-name.ts';
import type { Deployment } from '../entity.ts';
import { unreadable } from '../judge-deployment.ts';
import { originColumns } from '../origins/origin.ts';
import { keyOf } from '../registry/rows.ts';
import { configContext } from '../sealed-config.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { carryOut } from './carry-out.ts';
import type { RolloutDeps } from './deps.ts';
import { finish } from './finish-rollout.ts';
import { firstPlan } from './first-plan.ts';
import { type PendingRequest, requestAgain } from './pending-request.ts';
import { openPlan, sealPlan, tryOpenPlan } from './plan.ts';
import { releaseGoneBackTo } from './released-config.ts';
import { resumeRollout } from './resume-rollout.ts';
import { type Rollout, RolloutOverError } from './rollout.ts';
import type { DeployRequest } from './start-rollout.ts';
import { StepLog } from './step-log.ts';
import { changesOf, waitForEnd } from './wait-for-rollout.ts';

/** Milliseconds before what was begun is gone on with where that has failed: doubled each time. */
const firstDelay = 1_000;
const maxDelay = 60_000;

/** A rollout that has ended; `problem`: it was refused before its host was told. */
export interface Ended {
  readonly problem: Problem | null;
}

/** Carries out deployments that are followed to their end, and goes on with those that were left. */
export class Rollouts {
  readonly #deps: RolloutDeps;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, Promise<Ended>>();

  constructor(deps: RolloutDeps) {
    this.#deps = deps;
    deps.reconciler.onRollout((deployment) => this.#resume(deployment));
  }

  /**
   * Records a rollout, which then goes on whoever leaves, and owns the image from then on.
   * Throws `unikernel-busy` where another one has the unikernel and `patient` is false, and `host-unknown` where
   * the host was renamed meanwhile.
   */
  async begin(request: DeployRequest): Promise<Deployment> {
    const { records, hostNames } = this.#deps;
    if (!request.patient) await records.expectFree(request.location.key);
    const deployment = this.#draft(request);
    const steps = new StepLog(this.#deps.clock);
    if (request.image) steps.end('image', 'passed', `${request.image.size} octets`);
    try {
      await records.queue(Object.assign(deployment, { steps: steps.all }));
      await hostNames.expectSame(request.location.host);
    } catch (error) {
      // It may have been written all the same, or be recorded under a name that the host has no more.
      const { reconciler, drafts } = this.#deps;
      await reconciler.record(deployment, () => drafts.drop(deployment));
      throw error;
    }
    const plan = openPlan(this.#deps.box, deployment);
    const rollout = { deployment, steps, plan, signal: this.#closing.signal };
    const work = () => carryOut(this.#deps, rollout, request);
    this.#track(deployment.id, () => this.#run(rollout, work));
    return deployment;
  }

  /**
   * The rollout as it is when it is over, or when so many milliseconds are; null: it was forgotten.
   * Rejects with the signal's reason.
   */
  async wait(
    { id }: Pick<Deployment, 'id'>,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<Deployment | null> {
    return await waitForEnd(this.#deps, { id, milliseconds }, signal);
  }

  /**
   * The same, of one that began here; at once where the signal aborts: who left may ask again with the same
   * `Idempotency-Key`, and it is not to begin twice. Throws what refused it before its host was told.
   */
  async follow(
    deployment: Deployment,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<Deployment> {
    const running = this.#running.get(deployment.id);
    const found = await this.wait(deployment, milliseconds, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return null;
    });
    if (running && found?.finishedAt) {
      const { problem } = await running;
      const isRefused = found.state === 'failed' && found.reason === problem?.code;
      if (problem && isRefused) throw problem.extended('', { deployment: deployment.id });
    }
    return found ?? deployment;
  }

  /** The rollout at once, and whenever something of it changes, until it is over. */
  changes(deployment: Deployment, signal: AbortSignal): AsyncGenerator<Deployment> {
    return changesOf(this.#deps, deployment, signal);
  }

  /** Tries a check as things stand. Rejects with the signal's reason. */
  async tryCheck(check: Check, account: Label, signal: AbortSignal): Promise<CheckResult> {
    return await this.#deps.runCheck(check, { account, signal, lines: () => [] });
  }

  /** Throws `unikernel-busy` where one has the unikernel, or waits for it. */
  async expectFree(key: UnikernelKey): Promise<void> {
    await this.#deps.records.expectFree(key);
  }

  /** Whether the unikernel was not known before. */
  hasCreated(deployment: Deployment): boolean {
    return tryOpenPlan(this.#deps.box, deployment)?.created ?? false;
  }

  /** Ends one, and leaves what runs as it is; false: it is over, or its host is being told. */
  async cancel(deployment: Deployment, error = 'It was cancelled.'): Promise<boolean> {
    const { records, locks } = this.#deps;
    const { id } = deployment;
    if (await records.cancelUntold(id, error)) return true;
    await using lock = await locks.acquire(unikernelLock(keyOf(deployment)));
    return lock !== null && (await records.cancel(id, error));
  }

  /** Ends those of a unikernel that is no more, those too that wait. Throws `unikernel-busy` as `yieldTo` does. */
  async end(key: UnikernelKey, action: 'stop' | 'destroy'): Promise<void> {
    await this.#deps.records.end({ key, action });
  }

  /**
   * Has those that wait, or are begun here and have told their host nothing, let somebody else have the unikernel first;
   * false: there are none.
   */
  async letPass(key: UnikernelKey): Promise<boolean> {
    return await this.#deps.records.letPass(key);
  }

  /** Resolves when none that began here is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /** What is under way is left to the next start, or to another server. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
  }

  #draft(request: DeployRequest): Deployment {
    const { location, wanted, image, sourced, by } = request;
    const { key } = location;
    const digest = image?.digest ?? sourced?.digest ?? null;
    const draft = this.#deps.drafts.draft({
      ...{ key, action: 'deploy', digest, config: null, rollbackTo: releaseGoneBackTo(wanted) },
      ...{ runningSince: null, replaces: false, by },
    });
    return Object.assign(draft, {
      ...{ state: 'queued', phase: 'queued', revision: wanted.revision ?? null },
      sealedPlan: sealPlan(this.#deps.box, draft.id, firstPlan(request)),
      ...originColumns(this.#deps.box, sourced?.known ?? null, configContext(draft.id)),
    });
  }

  #resume(deployment: Deployment): void {
    const before = this.#running.get(deployment.id);
    this.#track(deployment.id, async () => {
      // It may have been lost for a moment only, or be left to whoever had it meanwhile.
      const ended = await before;
      await this.#untilResumed(deployment);
      await this.#goOn({ deployment });
      return ended ?? { problem: null };
    });
  }

  /** What an earlier run left may be a backup's: then it waits for an administrator. */
  async #untilResumed({ id }: Deployment): Promise<void> {
    const { isPaused, timer, log } = this.#deps;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        if (!(await isPaused?.())) return;
      } catch (error) {
        log.warn({ deployment: id, error }, 'whether a rollout may go on cannot be read now');
      }
      await pause(timer, firstDelay, signal).catch(() => {});
    }
  }

  #track(id: string, work: () => Promise<Ended>): void {
    const run = work().finally(() => {
      if (this.#running.get(id) === run) this.#running.delete(id);
    });
    this.#running.set(id, run);
  }

  async #run(rollout: Rollout, work: () => Promise<void>): Promise<Ended> {
    try {
      await work();
      return { problem: null };
    } catch (error) {
      if (error instanceof RolloutOverError || this.#closing.signal.aborted)
        return { problem: null };
      const problem = await this.#refuse(rollout, error);
      await this.#goOn(rollout);
      return { problem };
    }
  }

  /** Records what refused one whose host was told nothing. */
  async #refuse({ deployment, steps }: Rollout, error: unknown): Promise<Problem> {
    const { log, records, clock } = this.#deps;
    const { id } = deployment;
    if (!(error instanceof Problem)) log.error({ deployment: id, error }, 'a rollout has failed');
    const problem =
      error instanceof Problem
        ? error
        : new Problem('internal', 'Something went wrong.', { cause: error });
    steps.fail(problem.detail);
    const end = { state: 'failed', error: problem.detail, reason: problem.code } as const;
    const change = { ...end, steps: steps.all, finishedAt: clock() };
    try {
      await records.advance(deployment, 'queued', change);
    } catch (cause) {
      log.warn({ deployment: id, error: cause }, 'the end of a rollout cannot be recorded now');
    }
    return problem;
  }

  /** What was begun is brought to its end, as soon as the database and the host allow. */
  async #goOn(rollout: Pick<Rollout, 'deployment'>): Promise<void> {
    const { signal } = this.#closing;
    for (let delay = firstDelay; !signal.aborted; delay = Math.min(delay * 2, maxDelay)) {
      try {
        const deployment = await this.#deps.records.find(rollout.deployment.id);
        if (!deployment || deployment.finishedAt) return;
        if (deployment.owner !== rollout.deployment.owner) return; // another server goes on with it
        return await this.#resumed(deployment);
      } catch (error) {
        if (error instanceof RolloutOverError || signal.aborted) return;
        const { id } = rollout.deployment;
        this.#deps.log.warn({ deployment: id, error }, 'a rollout cannot go on now');
      }
      await pause(this.#deps.timer, delay, signal).catch(() => {});
    }
  }

  /** One that waited for its turn when its server ended, for whoever asked, as far as they still may. */
  async #beginAgain(rollout: Rollout, pending: PendingRequest): Promise<void> {
    const { deployment } = rollout;
    try {
      const request = await requestAgain(this.#deps, deployment, pending);
      if (!request) return await resumeRollout(this.#deps, rollout);
      await carryOut(this.#deps, rollout, request);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.#refuse(rollout, error);
      const now = await this.#deps.records.find(deployment.id);
      if (now && !now.finishedAt) throw error;
    }
  }

  async #resumed(deployment: Deployment): Promise<void> {
    const { box, clock } = this.#deps;
    const steps = new StepLog(clock, deployment.steps ?? []);
    const { signal } = this.#closing;
    const plan = tryOpenPlan(box, deployment);
    if (plan?.pending && deployment.phase === 'queued') {
      // What was looked at is looked at anew.
      const isFetched = plan.pending.wanted.source !== undefined;
      const image = isFetched ? [] : steps.all.filter(({ name }) => name === 'image');
      return await this.#beginAgain(
        { deployment, steps: new StepLog(clock, image), plan, signal },
        plan.pending,
      );
    }
    if (plan) return await resumeRollout(this.#deps, { deployment, steps, plan, signal });
    const end = { state: 'unknown', error: unreadable.error } as const;
    await finish(this.#deps, { deployment, steps, signal }, deployment.phase ?? 'queued', end);
  }
}
