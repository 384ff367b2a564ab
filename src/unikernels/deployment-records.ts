import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Database, EntityManager } from '../database/database.ts';
import { durableWithNext } from '../database/durable-with-next.ts';
import { recordEvent } from '../database/events/record-event.ts';
import { insertRowIf } from '../database/rows/insert-row-if.ts';
import type { Part } from '../database/rows/table.ts';
import { updateEqual } from '../database/rows/update-equal.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { transactWhile } from '../database/transact-while.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { AskedConfig } from './asked-config.ts';
import { rowsOf } from './deployment-history.ts';
import { Deployment, type DeploymentAction, type DeploymentStep } from './entity.ts';
import { deploymentHappening } from './events/deployment-happening.ts';
import type { Verdict } from './judge-deployment.ts';
import { nextStartIn } from './next-start.ts';
import { type KnownOrigin, originColumns } from './origins/origin.ts';
import { driftStep } from './overwritten-drift.ts';
import { purgeDeployments } from './purge-deployments.ts';
import type { DesiredUnikernels } from './registry/desired-unikernels.ts';
import { markGone } from './registry/mark-gone.ts';
import type { Registry } from './registry/registry.ts';
import { keyOf } from './registry/rows.ts';
import { endWaiting } from './rollouts/end-rollouts.ts';
import { configContext, openConfig, sealConfig } from './sealed-config.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

const always: Part = { sql: '1 = 1', values: [] };

/** What is known of a deployment before it is sent. */
export interface DeploymentDraft {
  readonly key: UnikernelKey;
  readonly action: DeploymentAction;
  /** SHA-256 of the image, hex; null where it is not known. */
  readonly digest: string | null;
  readonly config: AskedConfig | null;
  /** Since when the unikernel that is changed runs, by the host's clock. */
  readonly runningSince: Date | null;
  /** The release that it brings back. */
  readonly rollbackTo?: number | null;
  /** Whether one that runs is to give way. */
  readonly replaces: boolean;
  /** Where the image came from. */
  readonly origin?: KnownOrigin;
  /** What of another client's it overwrites, in a sentence; null or left out: nothing. */
  readonly overwrites?: string | null;
  /** Who asked for it. */
  readonly by: Pick<ChangeRequest, 'actor' | 'requestId' | 'confirm' | 'automatic' | 'note'>;
}

/** How one ends, `queued` where its host was told nothing. */
export interface Ending extends Verdict {
  readonly phase?: 'queued';
  /** Whether its host ended for it what ran, and then refused it; left out: no. */
  readonly hasEnded?: boolean;
}

export interface DeploymentRecordsDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly registry: Pick<Registry, 'asked'>;
  readonly desired: Pick<DesiredUnikernels, 'follow'>;
  readonly clock: Clock;
  /** The id of this server; default: the only one. */
  readonly owner?: string;
}

/** Records deployments in the database, from before they are sent until their end. */
export class DeploymentRecords {
  readonly #database: Database;
  readonly #box: SecretBox;
  readonly #clock: Clock;
  readonly #owner: string;
  readonly #registry: Pick<Registry, 'asked'>;
  readonly #desired: Pick<DesiredUnikernels, 'follow'>;

  constructor({ database, box, registry, desired, clock, owner = '' }: DeploymentRecordsDeps) {
    this.#database = database;
    this.#registry = registry;
    this.#desired = desired;
    this.#box = box;
    this.#clock = clock;
    this.#owner = owner;
  }

  /** A deployment that begins now, and is not recorded yet. */
  draft(draft: DeploymentDraft): Deployment {
    const { account, credential } = draft.by.actor;
    const token = credential.kind === 'token' ? credential : null;
    const id = randomUUID();
    return {
      id,
      ...rowsOf(draft.key),
      action: draft.action,
      state: 'running',
      digest: draft.digest,
      sealedConfig: sealConfig(this.#box, id, draft.config),
      plainConfig: null,
      runningSince: draft.runningSince,
      rollbackTo: draft.rollbackTo ?? null,
      requestId: draft.by.requestId,
      owner: this.#owner,
      accountName: account.name,
      tokenName: token?.name ?? null,
      tokenPrefix: token?.prefix ?? null,
      automatic: draft.by.automatic ?? false,
      startedAt: this.#clock(),
      finishedAt: null,
      error: null,
      ...originColumns(this.#box, draft.origin ?? null, configContext(id)),
      ...{
        phase: null,
        steps: stepsOf(draft, this.#clock()),
        sealedPlan: null,
        revision: null,
        reason: null,
        rollback: null,
      },
    };
  }

  /** What a deployment was asked to start with; null: nothing was. Throws `SealError`. */
  configOf(deployment: Deployment): AskedConfig | null {
    return openConfig(this.#box, deployment);
  }

  /** Records that a deployment begins, by its own time (`nextStartIn`), if a condition holds by then; says whether. */
  async begin(deployment: Deployment, condition: Part = always): Promise<boolean> {
    const em = this.#database.em();
    const { startedAt: _drafted, ...row } = deployment;
    const startedAt = nextStartIn(em, deployment, this.#clock());
    const stored = await insertRowIf(em, Deployment, row, { condition, values: { startedAt } });
    if (stored) deployment.startedAt = stored.startedAt;
    return stored !== null;
  }

  /** Forgets one that turned out to be about nothing. */
  async drop({ id }: Deployment): Promise<void> {
    await this.#database.em().nativeDelete(Deployment, { id });
  }

  /**
   * Records its final outcome, in the given object too; what it led to becomes the desired state, unless it
   * `isLate` and something else was done to the unikernel since; what had waited for one that was stopped or destroyed
   * ends. The disk has it soon, with the event of its
   * request. If the machine fails before, it has none, and it is found out anew.
   */
  async finish(deployment: Deployment, ending: Ending, isLate = false): Promise<void> {
    const { id } = deployment;
    const { hasEnded = false, ...verdict } = ending;
    const outcome = { ...verdict, reason: null, finishedAt: this.#clock() };
    await this.#database.transaction(async (em) => {
      const count = await updateEqual(em, Deployment, { id, finishedAt: null }, outcome);
      if (count === 0) return;
      const event = deploymentHappening(deployment, outcome, outcome.finishedAt);
      if (event) await recordEvent(em, event);
      durableWithNext(em);
      if (hasEnded && !isLate) await markGone(em, keyOf(deployment), outcome.finishedAt);
      if (verdict.state !== 'succeeded' || (isLate && (await isOutdone(em, deployment)))) return;
      await this.#desired.follow(em, deployment, this.configOf(deployment));
      if (endsIt(deployment)) await endWaiting(em, deployment, outcome.finishedAt);
    });
    Object.assign(deployment, outcome);
    this.#registry.asked(deployment);
  }

  /** Records that it is not known what came of it, and why; it is to be found out. */
  async leaveOpen({ id }: Deployment, why: Pick<Deployment, 'error' | 'reason'>): Promise<void> {
    const outcome = { state: 'unknown', ...why } as const;
    await this.#database.em().nativeUpdate(Deployment, { id, finishedAt: null }, outcome);
  }

  /**
   * Whether a later one of the same unikernel was sent: what runs says nothing of this one then. A
   * rollout that still waits, and whatever never had its turn, has changed nothing; null: one may be sent at any moment.
   */
  async isOvertaken({ host, domain, unikernel, startedAt }: Deployment): Promise<boolean | null> {
    const where = { host, domain, unikernel, startedAt: { $gt: startedAt }, ...wasSent };
    const fields = ['state', 'phase', 'finishedAt'] as const;
    const later = await this.#database.em().find(Deployment, where, { fields });
    if (later.some((each) => !mayBeUnsent(each))) return true;
    return later.length > 0 ? null : false;
  }

  /**
   * What this server was asked to change by itself since `begun`, and has not ended, or did so since `ended`; the oldest
   * first: no rollouts, and nothing that nobody asked for.
   */
  async changesSince(begun: Date, ended: Date): Promise<Deployment[]> {
    const asked = { owner: this.#owner, automatic: false, startedAt: { $gte: begun } };
    const isChange = { $or: [{ phase: null }, { phase: 'queued' as const, steps: null }] };
    const isOpen = { $or: [{ finishedAt: null }, { finishedAt: { $gte: ended } }] };
    const where = { ...asked, $and: [isChange, isOpen] };
    return await this.#database.em().find(Deployment, where, { orderBy: { startedAt: 'asc' } });
  }

  /** The images of those without an outcome. */
  async openDigests(): Promise<string[]> {
    const where = { finishedAt: null, digest: { $ne: null } };
    const open = await this.#database.em().find(Deployment, where, { fields: ['digest'] });
    return open.flatMap(({ digest }) => digest ?? []);
  }

  /** The servers that have, or had, deployments without an outcome. */
  async owners(): Promise<string[]> {
    const where = { finishedAt: null };
    const open = await this.#database.em().find(Deployment, where, { fields: ['owner'] });
    return [...new Set(open.map(({ owner }) => owner))];
  }

  /** The ids of those that a server has, or had, without an outcome. */
  async idsOf(owner: string): Promise<string[]> {
    const where = { finishedAt: null, owner };
    const open = await this.#database.em().find(Deployment, where, { fields: ['id'] });
    return open.map(({ id }) => id);
  }

  /**
   * Makes this server's what one that has ended left without an outcome, none of it `running` any more, unless
   * `held` aborts meanwhile. Rejects with its reason then.
   */
  async takeOver(owner: string, held: AbortSignal): Promise<void> {
    await transactWhile(this.#database.em(), held, async (em) => {
      await em.nativeUpdate(
        Deployment,
        { state: 'running', phase: null, owner },
        { state: 'unknown', error: 'The server ended while it was under way.' },
      );
      await em.nativeUpdate(Deployment, { finishedAt: null, owner }, { owner: this.#owner });
    });
  }

  /** Of some those that are this server's, and have no outcome; the oldest first. */
  async ownAmong(ids: readonly string[]): Promise<Deployment[]> {
    const where = { id: { $in: [...ids] }, finishedAt: null, owner: this.#owner };
    return await this.#database.em().find(Deployment, where, { orderBy: { startedAt: 'asc' } });
  }

  /** `purgeDeployments`. */
  async purge(): Promise<void> {
    await purgeDeployments(this.#database, this.#clock);
  }
}

/** Whether a later one of the same unikernel has set the desired state. */
async function isOutdone(
  em: EntityManager,
  { host, domain, unikernel, startedAt }: Deployment,
): Promise<boolean> {
  const hasLed = [{ state: 'succeeded' as const }, { phase: { $in: [...hasStarted] } }];
  const later = { host, domain, unikernel, startedAt: { $gt: startedAt }, $or: hasLed };
  return (await em.count(Deployment, later)) > 0;
}

const endsIt = ({ action }: Deployment) => action === 'stop' || action === 'destroy';

const hasStarted = ['watching', 'undoing', 'ending'] as const;

/** A single command has none but what it overwrites. */
function stepsOf({ overwrites = null }: DeploymentDraft, now: Date): DeploymentStep[] | null {
  if (overwrites === null) return null;
  const at = now.toISOString();
  const times = { startedAt: at, finishedAt: at };
  return [{ name: driftStep, state: 'passed', ...times, detail: overwrites }];
}

/** Whether a single command waits for its place, or is under way: nobody knows which. */
const mayBeUnsent = ({
  state,
  phase,
  finishedAt,
}: Pick<Deployment, 'state' | 'phase' | 'finishedAt'>) =>
  state === 'running' && !phase && !finishedAt;

/** Of deployments: those that were sent, or are just being sent. */
export const wasSent = { $or: [{ phase: null }, { phase: { $ne: 'queued' as const } }] };
