import { Problem } from '../base/errors.ts';
import { firstOf } from '../base/timer.ts';
import { isHeld } from '../database/errors.ts';
import { beingRenamed, type HostNames, renamed } from '../host-client/host-names.ts';
import { authorize } from '../identity/access/actor.ts';
import { concealArguments } from './conceal-arguments.ts';
import type { DeploymentDraft, DeploymentRecords, Ending } from './deployment-records.ts';
import type { Deployment } from './entity.ts';
import { openReason, type Reconciler } from './reconciler.ts';
import { type Sent, type SentChange, sendChange } from './send-change.ts';
import { hasEnded, tellEnded } from './tell-ended.ts';

/** A change that its host has not said to have done. */
type Unsettled = Exclude<Sent, { kind: 'done' }>;

/** A change as it is sent. */
export interface Change extends SentChange {
  /** Done before it is recorded, once nothing forbids it. */
  readonly prepare?: () => Promise<void>;
  /** What the host, which has said that it did it, did otherwise; null: nothing. */
  readonly departure?: () => Promise<Problem | null>;
}

/** Who owns unikernels for longer than a command takes. */
export interface Owners {
  /** Refuses to change a unikernel that a deployment holds; a stop or destroy is let through, unless its host is being told. */
  expectYielding(draft: Pick<DeploymentDraft, 'key' | 'action'>): Promise<void>;
  /** The same, and lets whoever ends it have it. */
  yieldTo(draft: Pick<DeploymentDraft, 'key' | 'action'>): Promise<void>;
}

export interface DeploymentsDeps {
  readonly records: DeploymentRecords;
  readonly reconciler: Reconciler;
  readonly owners: Owners;
  readonly hostNames: Pick<HostNames, 'isSame'>;
}

/** Carries out changes of unikernels, each recorded from before it is sent until its end. */
export class Deployments {
  readonly #records: DeploymentRecords;
  readonly #reconciler: Reconciler;
  readonly #owners: Owners;
  readonly #hostNames: Pick<HostNames, 'isSame'>;
  readonly #running = new Set<Promise<unknown>>();

  constructor({ records, reconciler, owners, hostNames }: DeploymentsDeps) {
    this.#records = records;
    this.#reconciler = reconciler;
    this.#owners = owners;
    this.#hostNames = hostNames;
  }

  /**
   * Records and sends a change, and runs to its end whoever leaves, unless its lock is lost. Resolves when the host has
   * carried it out, with what is recorded of it; rejects, with the deployment's id among the facts, where it has not,
   * or where that cannot be told yet and is found out later.
   */
  async run(draft: DeploymentDraft, change: Change): Promise<Deployment> {
    const run = this.#run(draft, change);
    const ended = run.catch(() => {}); // the caller's to handle
    this.#running.add(ended);
    try {
      return await run;
    } finally {
      this.#running.delete(ended);
    }
  }

  /** Resolves when no change runs any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** The images of those that are under way: they may run soon. */
  async openDigests(): Promise<string[]> {
    return await this.#records.openDigests();
  }

  /** Forgets records of what is long over (`purgeDeployments`). */
  async purge(): Promise<void> {
    await this.#records.purge();
  }

  async #run(draft: DeploymentDraft, change: Change): Promise<Deployment> {
    await this.#reconciler.catchUp(draft.key);
    await this.#owners.expectYielding(draft);
    await change.prepare?.();
    const deployment = this.#records.draft(draft);
    const unrecorded = new AbortController();
    const begun = this.#begin(deployment, change);
    begun.then(
      () => draft.by.note?.({ recorded: true }),
      () => {}, // told below
    );
    begun.catch((error) => unrecorded.abort(error));
    const signal = firstOf(change.signal, unrecorded.signal);
    const sent = await sendChange({ ...change, signal }, async () => {
      await begun;
      await expectStillAllowed(draft);
      // Not before: what is refused has ended nothing.
      if (endsIt(draft)) await this.#owners.yieldTo(draft);
    });
    await begun;
    if (sent.kind !== 'done') return await this.#failed(draft, deployment, sent);
    const departed = await this.#departed(change);
    if (departed instanceof Problem) {
      await this.#finish(deployment, { state: 'failed', error: describe(departed) });
      throw withDeployment(departed, deployment);
    }
    if (departed) return await this.#failed(draft, deployment, departed);
    return await this.#finish(deployment, { state: 'succeeded', error: null });
  }

  /** In what the host did otherwise than it said; where it could not be asked that is not known. */
  async #departed({ departure, config }: Change): Promise<Problem | Unsettled | null> {
    try {
      return (await departure?.()) ?? null;
    } catch (caught) {
      return { kind: 'open', error: concealArguments(caught, config), isLate: false };
    }
  }

  /** Throws why, unless the host shows that it has happened all the same. */
  async #failed(
    draft: DeploymentDraft,
    deployment: Deployment,
    unsettled: Unsettled,
  ): Promise<Deployment> {
    const { error } = unsettled;
    if (endsIt(draft) && isUnknown(error)) {
      // There was nothing that has a history.
      await this.#reconciler.record(deployment, async () => {
        await this.#records.drop(deployment);
        draft.by.note?.({ recorded: false });
      });
      throw error;
    }
    if (unsettled.kind === 'open') {
      if (await this.#isDone(deployment, unsettled)) return deployment;
      throw withDeployment(error, deployment);
    }
    const endsAnother = unsettled.sent && draft.replaces;
    const runs = endsAnother ? await this.#reconciler.isRunning(deployment) : true;
    const told = tellEnded(error, runs);
    const failed = { state: 'failed', error: describe(told), hasEnded: hasEnded(told) } as const;
    // What its host was not told says nothing of one before it.
    await this.#finish(deployment, unsettled.sent ? failed : { ...failed, phase: 'queued' });
    throw withDeployment(told, deployment);
  }

  /**
   * A record that is not known to have been written is removed when the database is back. A slot of the host is held
   * meanwhile, so nobody is waited for who renames it, which may take long.
   */
  async #begin(deployment: Deployment, { host }: Change): Promise<void> {
    try {
      const isSame = this.#hostNames.isSame(host);
      if (!(await this.#records.begin(deployment, isSame))) throw renamed(host);
    } catch (error) {
      await this.#reconciler.record(deployment, () => this.#records.drop(deployment));
      throw isHeld(error) ? beingRenamed(host) : error;
    }
  }

  async #finish(deployment: Deployment, verdict: Ending): Promise<Deployment> {
    const write = (isLate: boolean) => this.#records.finish(deployment, verdict, isLate);
    await this.#reconciler.record(deployment, write);
    return deployment;
  }

  /** The answer was lost: the host may show that the change has happened all the same. */
  async #isDone(deployment: Deployment, open: Extract<Sent, { kind: 'open' }>): Promise<boolean> {
    const why = { error: describe(open.error), reason: openReason(open) };
    Object.assign(deployment, why);
    await this.#reconciler.record(deployment, () => this.#records.leaveOpen(deployment, why));
    if (await this.#reconciler.hasHappened(deployment)) return true;
    this.#reconciler.watch(deployment);
    return false;
  }
}

/**
 * Whoever asked may not have the right any more. It is looked at with the record in place, since an
 * account that ends waits for what is recorded.
 */
export async function expectStillAllowed({
  key,
  by,
}: Pick<DeploymentDraft, 'key' | 'by'>): Promise<void> {
  const actor = await by.confirm?.();
  if (actor) authorize(actor, 'unikernels:write', key);
}

const endsIt = ({ action }: DeploymentDraft) => action === 'destroy' || action === 'stop';

const isUnknown = (error: unknown) =>
  error instanceof Problem && error.code === 'unikernel-unknown';

export function describe(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  return 'It was not sent: the request or the server ended before.';
}

function withDeployment(error: unknown, { id }: Deployment): unknown {
  return error instanceof Problem ? error.extended('', { deployment: id }) : error;
}
