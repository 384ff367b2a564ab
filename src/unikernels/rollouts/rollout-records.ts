import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { unikernelLock } from '../../database/locks/lock-name.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { insertRow } from '../../database/rows/insert-row.ts';
import { updateEqual } from '../../database/rows/update-equal.ts';
import { rowsOf } from '../deployment-history.ts';
import type { DeploymentDraft } from '../deployment-records.ts';
import type { Owners } from '../deployments.ts';
import {
  Deployment,
  type DeploymentAction,
  type DeploymentStep,
  type RolloutPhase,
} from '../entity.ts';
import { deploymentHappening, type ToldDeployment } from '../events/deployment-happening.ts';
import { nextStart } from '../next-start.ts';
import type { Registry } from '../registry/registry.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { Listeners } from './listeners.ts';
import { StepLog } from './step-log.ts';

/** What a transition of a rollout changes of its record. */
export type RolloutChange = Partial<
  Pick<
    Deployment,
    | 'state'
    | 'phase'
    | 'steps'
    | 'digest'
    | 'sealedConfig'
    | 'sealedPlan'
    | 'runningSince'
    | 'startedAt'
    | 'finishedAt'
    | 'error'
    | 'reason'
    | 'rollback'
  >
>;

export interface RolloutRecordsDeps {
  readonly database: Database;
  readonly registry: Pick<Registry, 'asked'>;
  readonly clock: Clock;
}

const owning: readonly RolloutPhase[] = ['sending', 'watching', 'undoing', 'ending'];

/** Those that wait for people or time, not for a host; and those whose host may be away for long. */
const resting: readonly RolloutPhase[] = ['queued', 'watching', 'undoing'];
const cancellable = restingIn(resting);

/** Of rollouts those in some phases, and those whose host is to be told something, but cannot be asked. */
function restingIn(phases: readonly RolloutPhase[]) {
  return {
    $or: [
      { phase: { $in: [...phases] } },
      { phase: 'sending' as const, state: 'unknown' as const },
    ],
  };
}

/** Not those that are undone: their host may be told at any moment by whoever holds the unikernel. */
export const untold = restingIn(['queued', 'watching']);

const isCancellable = ({ phase = null, state }: Deployment) =>
  phase !== null && (resting.includes(phase) || (phase === 'sending' && state === 'unknown'));

const isWaiting = ({ phase }: Deployment) => phase === 'queued';

const isOwning = ({ phase = null }: Deployment) => phase !== null && owning.includes(phase);

/**
 * The records of rollouts. Each transition takes place only where the rollout is still as it is
 * believed to be, so that of several servers, and of whoever ends it meanwhile, one has its way.
 */
export class RolloutRecords implements Owners {
  readonly #database: Database;
  readonly #registry: Pick<Registry, 'asked'>;
  readonly #clock: Clock;
  readonly #changes = new Listeners();
  readonly #passing = new Listeners();

  constructor({ database, registry, clock }: RolloutRecordsDeps) {
    this.#database = database;
    this.#registry = registry;
    this.#clock = clock;
  }

  /** Records one that waits for its turn; those of the unikernel that wait for longer never get theirs. */
  async queue(rollout: Deployment): Promise<void> {
    rollout.startedAt = await this.nextStart(rollout);
    await insertRow(this.#database.em(), Deployment, rollout);
    const waiting = await this.#waiting(rollout);
    const index = waiting.findIndex(({ id }) => id === rollout.id);
    for (const { id } of waiting.slice(0, Math.max(0, index))) await this.supersede(id);
  }

  /** When one begins whose turn has come (`nextStart`). */
  async nextStart(rollout: Deployment): Promise<Date> {
    return await nextStart(this.#database.em(), rollout, this.#clock);
  }

  async find(id: string): Promise<Deployment | null> {
    const [found = null] = await findEqual(this.#database.em(), Deployment, { id });
    return found;
  }

  /** Whether a newer one of the same unikernel waits, too. */
  async isNewest(rollout: Deployment): Promise<boolean> {
    return (await this.#waiting(rollout)).at(-1)?.id === rollout.id;
  }

  /** The one that has the unikernel now. */
  async ownerOf(key: UnikernelKey): Promise<Deployment | null> {
    const where = { ...rowsOf(key), finishedAt: null, phase: { $in: [...owning] } };
    return await this.#database.em().findOne(Deployment, where);
  }

  /** Goes from one phase on; false: it was not in that any more, or is over. */
  async advance(
    rollout: ToldDeployment & Pick<Deployment, 'owner'>,
    from: RolloutPhase,
    change: RolloutChange,
    also?: (em: EntityManager) => Promise<void>,
  ): Promise<boolean> {
    const { id, owner } = rollout;
    const isDone = await this.#database.transaction(async (em) => {
      const where = { id, owner, phase: from, finishedAt: null };
      const count = await updateEqual(em, Deployment, where, withoutPlan(change));
      if (count === 0) return false;
      await also?.(em);
      const event = deploymentHappening(rollout, change, this.#clock());
      if (event) await recordEvent(em, event);
      return true;
    });
    if (also) this.#registry.asked(rollout);
    this.#tell(id);
    return isDone;
  }

  /** Records the steps so far, while it is in this phase. */
  async note({ id, owner }: Deployment, from: RolloutPhase, steps: readonly DeploymentStep[]) {
    const where = { id, owner, phase: from, finishedAt: null };
    await updateEqual(this.#database.em(), Deployment, where, { steps });
    this.#tell(id);
  }

  /** Whether it is still this server's to go on with. */
  async isOpen({ id, owner }: Pick<Deployment, 'id' | 'owner'>): Promise<boolean> {
    const now = await this.find(id);
    return now !== null && !now.finishedAt && now.owner === owner;
  }

  /** A newer one takes the place of one that waits. */
  async supersede(id: string): Promise<void> {
    await this.#end(
      { id, phase: 'queued' },
      { state: 'superseded', error: 'A newer deployment took its place.' },
    );
  }

  /** Ends one whose host nobody is about to tell anything; false: it is over, or somebody may be. */
  async cancelUntold(id: string, error: string): Promise<boolean> {
    return await this.#end({ id, ...untold }, { state: 'cancelled', error, reason: null });
  }

  /**
   * Ends one, for whoever holds its unikernel; false: it is over, or its host is being told. What runs is left as
   * it is.
   */
  async cancel(id: string, error: string): Promise<boolean> {
    return await this.#end({ id, ...cancellable }, { state: 'cancelled', error, reason: null });
  }

  /** Throws `unikernel-busy` where one has the unikernel, or waits for it. */
  async expectFree(key: UnikernelKey): Promise<void> {
    const [open] = await this.#open(key);
    if (open) throw beingDeployed(open);
  }

  /** Stopping or destroying is let through unless a host is being told; any other change is refused. Throws `unikernel-busy`. */
  async expectYielding({ key, action }: Pick<DeploymentDraft, 'key' | 'action'>): Promise<void> {
    const open = await this.#open(key);
    const ends = action === 'stop' || action === 'destroy';
    const owner = open.find((each) => (ends ? !isCancellable(each) : isOwning(each)));
    if (owner) throw beingDeployed(owner);
  }

  /**
   * Stopping or destroying a unikernel ends the rollout that has it. Those that wait are ended when it is known that it
   * was done (`endWaiting`): what is refused ends none. Throws `unikernel-busy` as `expectYielding` does.
   */
  async yieldTo({ key, action }: Pick<DeploymentDraft, 'key' | 'action'>): Promise<void> {
    const open = await this.#open(key);
    await this.#endAll(
      open.filter((each) => !isWaiting(each)),
      action,
    );
  }

  /** Ends all of a unikernel that is stopped, or no more. Throws as `yieldTo` does. */
  async end({ key, action }: Pick<DeploymentDraft, 'key' | 'action'>): Promise<void> {
    await this.#endAll(await this.#open(key), action);
  }

  /** Whether its unikernel was told to end since it began to wait, and it is not known yet what came of that. */
  async isToBeEnded({ host, domain, unikernel, startedAt }: Deployment): Promise<boolean> {
    const since = { host, domain, unikernel, finishedAt: null, startedAt: { $gt: startedAt } };
    const where = { ...since, phase: null, action: { $in: ['stop' as const, 'destroy' as const] } };
    return (await this.#database.em().count(Deployment, where)) > 0;
  }

  async #endAll(open: readonly Deployment[], action: DeploymentAction): Promise<void> {
    for (const each of open) {
      if (await this.cancel(each.id, `The unikernel was told to ${action}.`)) continue;
      // Its host has just answered, and that is being recorded.
      if (!(await this.find(each.id))?.finishedAt) throw beingDeployed(each);
    }
  }

  /** Calls back after each transition that this server makes, until disposed. */
  onChange(id: string, listener: () => void): Disposable {
    return this.#changes.on(id, listener);
  }

  /** Calls back when somebody is to have the unikernel before those that wait for it, until disposed. */
  onPass(key: UnikernelKey, listener: () => void): Disposable {
    return this.#passing.on(unikernelLock(key), listener);
  }

  /** Tells those that wait for a unikernel to let somebody pass; false: none does. */
  async letPass(key: UnikernelKey): Promise<boolean> {
    const isAwaited = (await this.#open(key)).some(isWaiting);
    this.#passing.tell(unikernelLock(key));
    return isAwaited;
  }

  async #end(
    where: Readonly<Record<string, unknown>> & { readonly id: string },
    outcome: RolloutChange,
  ): Promise<boolean> {
    const finishedAt = this.#clock();
    const em = this.#database.em();
    const found = await em.findOne(Deployment, { ...where, finishedAt: null });
    if (!found) return false;
    const log = new StepLog(this.#clock, found.steps ?? []);
    log.settleAll('skipped');
    const change = withoutPlan({ ...outcome, steps: log.all, finishedAt });
    // What never had its turn has not been told of either.
    const event = found.phase === 'queued' ? null : deploymentHappening(found, change, finishedAt);
    const isDone = await this.#database.transaction(async (inside) => {
      const count = await inside.nativeUpdate(Deployment, { ...where, finishedAt: null }, change);
      if (count > 0 && event) await recordEvent(inside, event);
      return count > 0;
    });
    this.#tell(where.id);
    return isDone;
  }

  async #open(key: UnikernelKey): Promise<Deployment[]> {
    const open = { ...rowsOf(key), finishedAt: null };
    const found = await findEqual(this.#database.em(), Deployment, open);
    return found.filter(({ phase }) => phase);
  }

  /** Those of a unikernel that wait for their turn, the newest last. */
  async #waiting({ host, domain, unikernel }: Deployment): Promise<Deployment[]> {
    const where = { host, domain, unikernel, finishedAt: null, phase: 'queued' as const };
    const orderBy = { startedAt: 'asc', id: 'asc' } as const;
    return await this.#database.em().find(Deployment, where, { orderBy });
  }

  #tell(id: string): void {
    this.#changes.tell(id);
  }
}

/**
 * A plan is read again only where it succeeded. What was refused for a name that there is not may be asked for
 * without end, and is kept for long.
 */
function withoutPlan(change: RolloutChange): RolloutChange {
  const isVain = change.finishedAt && change.state !== 'succeeded';
  return isVain ? { ...change, sealedPlan: null } : change;
}

/** A unikernel that is being deployed is not changed by others. */
export function beingDeployed({ id, unikernel, host }: Deployment): Problem {
  const detail =
    `The unikernel ${unikernel} on ${host} is being deployed. Wait for that, or cancel ` +
    `it: POST /api/v1/deployments/${id}/cancel.`;
  return new Problem('unikernel-busy', detail, {
    facts: { deployment: id },
    headers: { 'Retry-After': '10' },
  });
}
