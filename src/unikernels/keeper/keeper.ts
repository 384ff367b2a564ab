import { randomUUID } from 'node:crypto';
import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { ActingAccount } from '../../identity/access/actor.ts';
import { knownImages } from '../expect-runnable.ts';
import type { HostReport, ReportReader } from '../observer/host-report.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { isSilent, judgeAbsence } from './judge-absence.ts';
import { isBusy, isFinal, type KeepDeps, keepUnikernel } from './keep-unikernel.ts';
import { decideKeeping, type KeepingStep } from './keeping.ts';
import { byStartup } from './startup-order.ts';

/** Something that was done without anybody asking, for the audit. */
export interface KeeperEvent {
  readonly account: Pick<ActingAccount, 'id' | 'name'>;
  readonly unikernel: RegisteredUnikernel['key'];
  /** `succeeded`, `gave-up`, or the code of the problem. */
  readonly outcome: string;
  readonly requestId: string;
}

export interface KeeperDeps extends KeepDeps {
  readonly accounts: {
    /** Who has the domain; null: nobody that may act. */
    activeOf(domain: Label): Promise<ActingAccount | null>;
  };
  readonly record: (event: KeeperEvent) => Promise<void>;
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/** Accounts whose unikernels are started again at a time on one host: one may wait for a place there. */
const accountsAtOnce = 4;

/** Starts again what is to be kept running, as decided after each look at a host. */
export class Keeper implements ReportReader {
  readonly #deps: KeeperDeps;
  /** By the host's id: one round at a time. */
  readonly #rounds = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  tend(report: HostReport, signal: AbortSignal): void {
    const { id, name } = report.host;
    if (this.#rounds.has(id)) return;
    const bound = AbortSignal.any([signal, this.#closing.signal]);
    const round = this.#round(report, bound)
      .catch((error) => {
        const what = `what is to be kept running on ${name} cannot be looked after`;
        if (!bound.aborted) this.#deps.report(error, what);
      })
      .finally(() => this.#rounds.delete(id));
    this.#rounds.set(id, round);
  }

  /** Begins nothing more; resolves when nothing runs. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#rounds.values());
  }

  async #round(report: HostReport, signal: AbortSignal): Promise<void> {
    const kept = report.unikernels.filter(
      ({ keeping, managed, desired }) => keeping.enabled && managed && desired === 'running',
    );
    const accounts = Map.groupBy(kept.sort(byStartup), ({ key }) => key.domain).values();
    const tendNext = async () => {
      for (const own of accounts) await this.#tendAll(own, report, signal);
    };
    const tending = Array.from({ length: accountsAtOnce }, tendNext);
    const failed = (await Promise.allSettled(tending)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  /** Those of one account, as long as its host has places for them: the next one would wait for the same. */
  async #tendAll(own: readonly RegisteredUnikernel[], report: HostReport, signal: AbortSignal) {
    try {
      for (const unikernel of own) await this.#tend(unikernel, report, signal);
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }

  async #tend(unikernel: RegisteredUnikernel, report: HostReport, signal: AbortSignal) {
    signal.throwIfAborted();
    const changing = await this.#deps.history.isUnderWay(unikernel.key);
    const wasKilled = isSilent(report, unikernel) && (await this.#isForHvt(unikernel));
    const circumstances = { changing, wasKilled, now: this.#deps.clock() };
    const facts = judgeAbsence(report, unikernel, circumstances);
    await this.#take(decideKeeping(facts), unikernel, signal);
  }

  /** Whether its tender catches SIGTERM and says so (docs/albatross-protocol.md, section 5). */
  async #isForHvt({ lastInfo }: RegisteredUnikernel): Promise<boolean> {
    const digests = lastInfo ? [lastInfo.digest.toString('hex')] : [];
    const [image] = await knownImages(this.#deps, digests);
    return image?.target === 'hvt';
  }

  async #take(step: KeepingStep, unikernel: RegisteredUnikernel, signal: AbortSignal) {
    if (step.act === 'none' || (await this.#deps.isPaused(unikernel.key.host))) return;
    const { keeping, accounts } = this.#deps;
    if (step.act === 'wait') return await keeping.wait(unikernel, step.until);
    if (step.act === 'forgive') return await keeping.forgive(unikernel);
    const account = await accounts.activeOf(unikernel.key.domain);
    if (!account) return; // nobody wants it for now
    if (step.act === 'give up') await this.#giveUp(unikernel, account, step.why);
    else await this.#start(unikernel, account, signal);
  }

  /** Throws `host-busy` where its host has no place for it. */
  async #start(unikernel: RegisteredUnikernel, account: ActingAccount, signal: AbortSignal) {
    const requestId = randomUUID();
    const event = { account, unikernel: unikernel.key, requestId };
    try {
      const isTold = await keepUnikernel(this.#deps, unikernel, account, requestId, signal);
      if (isTold) await this.#deps.record({ ...event, outcome: 'succeeded' });
    } catch (error) {
      if (!(error instanceof Problem)) {
        signal.throwIfAborted();
        this.#deps.report(error, `${unikernel.key.name} cannot be started again`);
        return;
      }
      if (error.code === 'unikernel-busy') return; // whoever changes it decides
      await this.#deps.record({ ...event, outcome: error.code });
      if (isFinal(error)) await this.#giveUp(unikernel, account, error.detail);
      if (isBusy(error)) throw error;
    }
  }

  async #giveUp(unikernel: RegisteredUnikernel, account: ActingAccount, why: string) {
    const { keeping, clock } = this.#deps;
    if (!(await keeping.giveUp(unikernel, why, clock()))) return;
    const event = { account, unikernel: unikernel.key, requestId: randomUUID() };
    await this.#deps.record({ ...event, outcome: 'gave-up' });
  }
}
