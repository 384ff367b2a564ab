import { Problem } from '../base/errors.ts';
import { isSurelyUndone } from '../host-client/error-meanings.ts';
import type { HostOperation, ManagedHost, SlotKind } from '../host-client/managed-host.ts';
import { authorize } from '../identity/access/actor.ts';
import { concealArguments } from './conceal-arguments.ts';
import type { DeploymentDraft, DeploymentRecords } from './deployment-records.ts';
import type { Deployment } from './entity.ts';
import type { FilledConfig } from './fill-arguments.ts';
import type { Verdict } from './judge-deployment.ts';
import type { Reconciler } from './reconciler.ts';

/** A change as it is sent. */
export interface Change {
  readonly host: ManagedHost;
  readonly operation: HostOperation<void>;
  readonly slot: SlotKind;
  /** What the host, which has said that it did it, did otherwise; null: nothing. */
  readonly departure?: () => Promise<Problem | null>;
  /** What the host is told to start with, or has; null: nothing. */
  readonly config: FilledConfig | null;
  /** Ends the wait for a slot only. */
  readonly signal?: AbortSignal | undefined;
  /** Breaks it off, also once it is sent: another server may change the same then. */
  readonly lost: AbortSignal;
}

/** Carries out changes of unikernels, each recorded from before it is sent until its end. */
export class Deployments {
  readonly #records: DeploymentRecords;
  readonly #reconciler: Reconciler;
  readonly #running = new Set<Promise<unknown>>();

  constructor(records: DeploymentRecords, reconciler: Reconciler) {
    this.#records = records;
    this.#reconciler = reconciler;
  }

  /**
   * Records and sends a change, and runs to its end whoever leaves, unless its lock is lost. Resolves when the host has
   * carried it out; rejects, with the deployment's id among the facts, where it has not, or where
   * that cannot be told yet and is found out later.
   */
  async run(draft: DeploymentDraft, change: Change): Promise<void> {
    const run = this.#run(draft, change);
    const ended = run.catch(() => {}); // the caller's to handle
    this.#running.add(ended);
    try {
      await run;
    } finally {
      this.#running.delete(ended);
    }
  }

  /** Resolves when no change runs any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #run(draft: DeploymentDraft, change: Change): Promise<void> {
    const { host, operation, config, departure, ...options } = change;
    const deployment = this.#records.draft(draft);
    await this.#begin(deployment);
    let begun = false;
    let answered = false;
    let departed: Problem | null = null;
    const send: HostOperation<void> = async (client, bound) => {
      await expectStillAllowed(draft);
      begun = true;
      return await operation(client, bound);
    };
    try {
      await host.change(send, options);
      answered = true;
      departed = (await departure?.()) ?? null;
    } catch (caught) {
      const error = concealArguments(caught, config);
      if (endsIt(draft) && isUnknown(error)) {
        // There was nothing that has a history.
        await this.#reconciler.record(deployment, () => this.#records.drop(deployment));
        throw error;
      }
      const isOver = !begun || (!answered && isSurelyUndone(error));
      if (!isOver && (await this.#isDone(deployment, error))) return;
      const told =
        begun && isOver && draft.replaces ? await this.#tellEnded(deployment, error) : error;
      if (isOver) await this.#finish(deployment, { state: 'failed', error: describe(told) });
      throw withDeployment(told, deployment);
    }
    if (departed) {
      await this.#finish(deployment, { state: 'failed', error: describe(departed) });
      throw withDeployment(departed, deployment);
    }
    await this.#finish(deployment, { state: 'succeeded', error: null });
  }

  /** A host ends what is replaced before it has looked at all; it does not say so when it refuses then. */
  async #tellEnded(deployment: Deployment, error: unknown): Promise<unknown> {
    if (!(error instanceof Problem)) return error;
    const runs = await this.#reconciler.isRunning(deployment);
    if (runs === true) return error;
    if (runs === false) return error.extended('What ran before has ended.', { ended: true });
    return error.extended('It is not known at present whether what ran before still runs.');
  }

  /** A record that is not known to have been written is removed when the database is back. */
  async #begin(deployment: Deployment): Promise<void> {
    try {
      await this.#records.begin(deployment);
    } catch (error) {
      await this.#reconciler.record(deployment, () => this.#records.drop(deployment));
      throw error;
    }
  }

  async #finish(deployment: Deployment, verdict: Verdict): Promise<void> {
    await this.#reconciler.record(deployment, () => this.#records.finish(deployment, verdict));
  }

  /** The answer was lost: the host may show that the change has happened all the same. */
  async #isDone(deployment: Deployment, error: unknown): Promise<boolean> {
    const reason = describe(error);
    await this.#reconciler.record(deployment, () => this.#records.leaveOpen(deployment, reason));
    if (await this.#reconciler.hasHappened(deployment)) return true;
    this.#reconciler.watch(deployment);
    return false;
  }
}

/**
 * Whoever asked may not have the right any more. It is looked at with the record in place, since an
 * account that ends waits for what is recorded.
 */
async function expectStillAllowed({ key, by }: DeploymentDraft): Promise<void> {
  const actor = await by.confirm?.();
  if (actor) authorize(actor, 'unikernels:write', key);
}

const endsIt = ({ action }: DeploymentDraft) => action === 'destroy' || action === 'stop';

const isUnknown = (error: unknown) =>
  error instanceof Problem && error.code === 'unikernel-unknown';

function describe(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  return 'It was not sent: the request or the server ended before.';
}

function withDeployment(error: unknown, { id }: Deployment): unknown {
  return error instanceof Problem ? error.extended('', { deployment: id }) : error;
}
