import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { pause, type Timer } from '../base/timer.ts';
import { onlyReplica, type Replica } from '../database/replica.ts';
import { SealError } from '../database/secret-box.ts';
import type { HostDirectory } from '../host-client/host-directory.ts';
import type { DeploymentRecords } from './deployment-records.ts';
import type { Deployment } from './entity.ts';
import { judgeDeployment, overtaken, unreadable, type Verdict } from './judge-deployment.ts';
import { readRunning } from './running.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

export interface ReconcilerDeps {
  readonly records: DeploymentRecords;
  readonly hosts: HostDirectory;
  readonly timer: Timer;
  readonly log: Logger;
  /** This server among others; left out where it is the only one. */
  readonly replica?: Pick<Replica, 'id' | 'inPlaceOf'>;
}

/** Writes what is known of a deployment, `isLate` where others may have changed the unikernel since. */
type WriteLate = (isLate: boolean) => Promise<void>;

/** One try, and whether nothing is left to do, after so many milliseconds of pauses. */
type Attempt = (waited: number) => Promise<boolean>;

/**
 * Before the host is asked again, in milliseconds: doubled each time. A host may still be at work on
 * a command whose connection was lost, so that it has not happened is believed after the first pause.
 * All is settled within a minute of the end of an outage, which may take two of these.
 */
const firstDelay = 2_000;
/** Milliseconds that a host which did not answer in time may still be at work on what it was told. */
const lateBy = 25_000;
const maxDelay = 15_000;

/** The code of the problem for which it is not known yet what came of a deployment; null: its connection, or its server, was lost. */
export const openReason = ({ isLate }: { readonly isLate: boolean }) =>
  isLate ? 'host-timeout' : null;

/** Milliseconds until it is believed that what came of a deployment without an answer is nothing. */
export const patienceFor = ({ reason = null }: Pick<Deployment, 'reason'>): number =>
  reason === 'host-timeout' ? lateBy : firstDelay;

/** Finds out what came of deployments whose end nobody saw, by asking their hosts. */
export class Reconciler {
  readonly #deps: ReconcilerDeps;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();
  /** What could not be recorded yet. */
  readonly #late = new Map<Deployment, WriteLate>();
  /** The ids of those that are taken over: they may be this server's by now though it was not told so. */
  readonly #claimed = new Set<string>();
  #resume: (rollout: Deployment) => void = () => {};

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
  }

  /**
   * Takes up what a former run of the server left, and what was left by others that do not run any
   * more; resolves when none of it is `running`.
   */
  async begin(): Promise<void> {
    const { replica = onlyReplica } = this.#deps;
    await this.#takeUp(replica.id, this.#closing.signal);
    await this.takeUpLeft();
  }

  /** Rollouts are more than one command: who carries them out goes on with those that are left. */
  onRollout(resume: (rollout: Deployment) => void): void {
    this.#resume = resume;
  }

  /** Takes up what was left by other servers that do not run any more. */
  async takeUpLeft(): Promise<void> {
    const { records, replica = onlyReplica } = this.#deps;
    await this.#goOnWithClaimed();
    const others = (await records.owners()).filter((owner) => owner !== replica.id);
    for (const owner of others) {
      await replica.inPlaceOf(owner, (lost) => this.#takeUp(owner, lost));
    }
  }

  /** Whether the host shows by now that it has happened; records that. */
  async hasHappened(deployment: Deployment): Promise<boolean> {
    const verdict = await this.#askOrWait(deployment);
    if (verdict?.state !== 'succeeded') return false;
    const { records } = this.#deps;
    await this.record(deployment, (isLate) => records.finish(deployment, verdict, isLate));
    return true;
  }

  /** Whether anything runs now under the unikernel's name; null: the host cannot be asked. */
  async isRunning(deployment: Deployment): Promise<boolean | null> {
    try {
      return (await this.#find(deployment)) !== null;
    } catch (error) {
      this.#warn(deployment, error);
      return null;
    }
  }

  /** Writes what is known of a deployment: again and again, in the background, where the first try fails. */
  async record(deployment: Deployment, write: WriteLate): Promise<void> {
    try {
      await write(false);
    } catch (error) {
      this.#warn(deployment, error);
      this.#late.set(deployment, write);
      this.#begin(deployment, async () => {
        await this.#writeLate(deployment);
        return true;
      });
    }
  }

  /** Records now what could not be recorded of a unikernel before, as far as possible. */
  async catchUp({ host, domain, name }: UnikernelKey): Promise<void> {
    for (const late of [...this.#late.keys()]) {
      if (late.host !== host || late.domain !== domain || late.unikernel !== name) continue;
      await this.#writeLate(late).catch((error: unknown) => this.#warn(late, error));
    }
  }

  /** Asks the host until it is known what came of the deployment, or that it cannot be known. */
  watch(deployment: Deployment): void {
    const patience = patienceFor(deployment);
    this.#begin(deployment, async (waited) => {
      const verdict = await this.ask(deployment);
      const tooEarly = waited < patience && verdict?.state !== 'succeeded';
      if (!verdict || tooEarly) return false;
      await this.#deps.records.finish(deployment, verdict, true);
      this.#deps.log.info({ ...context(deployment), ...verdict }, 'a deployment is settled');
      return true;
    });
  }

  /** What is not settled is left to the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  async #takeUp(owner: string, held: AbortSignal): Promise<void> {
    const { records } = this.#deps;
    for (const id of await records.idsOf(owner)) this.#claimed.add(id);
    await records.takeOver(owner, held);
    await this.#goOnWithClaimed();
  }

  async #goOnWithClaimed(): Promise<void> {
    if (this.#claimed.size === 0) return;
    const own = await this.#deps.records.ownAmong([...this.#claimed]);
    this.#claimed.clear();
    for (const deployment of own) {
      if (deployment.phase) this.#resume(deployment);
      else this.watch(deployment);
    }
  }

  async #writeLate(deployment: Deployment): Promise<void> {
    await this.#late.get(deployment)?.(true);
    this.#late.delete(deployment);
  }

  #begin(deployment: Deployment, attempt: Attempt): void {
    const run = this.#repeat(deployment, attempt).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Until it is done: neither host nor database is given up. */
  async #repeat(deployment: Deployment, attempt: Attempt): Promise<void> {
    const { signal } = this.#closing;
    let waited = 0;
    for (let delay = firstDelay; !signal.aborted; delay = Math.min(delay * 2, maxDelay)) {
      try {
        if (await attempt(waited)) return;
      } catch (error) {
        if (!signal.aborted) this.#warn(deployment, error);
      }
      await pause(this.#deps.timer, delay, signal).catch(() => {});
      waited += delay;
    }
  }

  #warn(deployment: Deployment, error: unknown): void {
    const message = 'what came of a deployment cannot be found out or recorded now';
    this.#deps.log.warn({ ...context(deployment), error }, message);
  }

  async #askOrWait(deployment: Deployment): Promise<Verdict | null> {
    try {
      return await this.ask(deployment);
    } catch (error) {
      this.#warn(deployment, error);
      return null;
    }
  }

  async #find({ host: hostName, domain, unikernel }: Deployment): Promise<UnikernelInfo | null> {
    const host = this.#deps.hosts.get(hostName);
    const key = { host: hostName, domain, name: unikernel };
    const name = { path: [domain], label: unikernel };
    return (await readRunning({ host, key, name }, this.#closing.signal)).current;
  }

  #judge(
    deployment: Deployment,
    current: UnikernelInfo | null,
    digestBefore: string | null | undefined,
  ): Verdict {
    const { action, digest, runningSince } = deployment;
    try {
      const config = this.#deps.records.configOf(deployment);
      const before = digestBefore === undefined ? {} : { digestBefore };
      return judgeDeployment({ action, digest, runningSince, config, ...before }, current);
    } catch (error) {
      if (error instanceof SealError) return unreadable;
      throw error;
    }
  }

  /**
   * What can be said of a deployment now, by what is known of what ran before (`Judged.digestBefore`);
   * null: the host cannot be asked, or another change may be sent to it now.
   */
  async ask(deployment: Deployment, digestBefore?: string | null): Promise<Verdict | null> {
    try {
      const current = await this.#find(deployment);
      const isOvertaken = await this.#deps.records.isOvertaken(deployment);
      if (isOvertaken === null) return null;
      return isOvertaken ? overtaken : this.#judge(deployment, current, digestBefore);
    } catch (error) {
      if (this.#closing.signal.aborted) return null;
      if (!(error instanceof Problem)) throw error;
      return error.code === 'host-unknown' ? hostRemoved : null;
    }
  }
}

const hostRemoved: Verdict = {
  state: 'unknown',
  error: 'The host was removed before it could be asked what came of it.',
};

const context = ({ id, host, domain, unikernel, action }: Deployment) => ({
  deployment: id,
  host,
  domain,
  unikernel,
  action,
});
