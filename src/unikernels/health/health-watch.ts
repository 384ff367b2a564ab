import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { CheckRunner } from '../../checks/check-runner.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { DeploymentHistory } from '../deployment-history.ts';
import type { HostFollower } from '../observer/host-followers.ts';
import type { Registry } from '../registry/registry.ts';
import { AccountRounds } from './account-rounds.ts';
import type { HealthRecords } from './health-records.ts';
import type { KeptHealth } from './kept-health.ts';
import { Outages } from './outages.ts';
import { tryChecks } from './try-checks.ts';

/** Milliseconds between two rounds on a host. */
const interval = 30_000;

/** Milliseconds for which answers are gathered that are concluded from, and recorded, together. */
const gatherFor = 250;

export interface HealthWatchDeps {
  readonly records: HealthRecords;
  readonly registry: Pick<Registry, 'onHost'>;
  readonly history: Pick<DeploymentHistory, 'underWayOn'>;
  readonly accounts: { ofActive(): Promise<ReadonlySet<Label>> };
  readonly checks: Pick<CheckRunner, 'run'>;
  readonly clock: Clock;
  readonly timer: Timer;
  /** 0 to 1, as `Math.random`: when the first round on a host begins. */
  readonly random: () => number;
  /** Whether nothing is to be done on a host that nobody asked for. */
  readonly isPaused: (host: Label) => Promise<boolean>;
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/** What goes on on a host: what one account, or one unikernel, has there holds up no other. */
interface HostRounds {
  readonly accounts: Map<Label, AccountRounds>;
  /** The ids of those whose checks have not all answered. */
  readonly waiting: Set<string>;
  readonly running: Set<Promise<void>>;
}

/** One unikernel whose checks are tried. */
interface Trial {
  readonly health: KeptHealth;
  readonly ofAccount: AccountRounds;
}

/** Tries again and again what is checked of unikernels; restarts nothing. */
export class HealthWatch implements HostFollower {
  readonly failure = 'the checks of its unikernels are not tried';
  readonly #deps: HealthWatchDeps;
  readonly #outages = new Outages();

  constructor(deps: HealthWatchDeps) {
    this.#deps = deps;
  }

  async follow(host: ManagedHost, signal: AbortSignal): Promise<void> {
    const { timer, random, report } = this.#deps;
    const rounds: HostRounds = { accounts: new Map(), waiting: new Set(), running: new Set() };
    try {
      await pause(timer, interval * random(), signal);
      for (;;) {
        const begun = this.#begin(host, rounds, signal).catch((error: unknown) => {
          signal.throwIfAborted();
          report(error, `${host.name}: ${this.failure}`);
        });
        await Promise.all([begun, pause(timer, interval, signal)]);
      }
    } finally {
      await Promise.allSettled(rounds.running);
      this.#outages.forget(host.id);
    }
  }

  /** Begins to try the checks of all whose last tries have come to their end. */
  async #begin(host: ManagedHost, rounds: HostRounds, signal: AbortSignal): Promise<void> {
    const { records, isPaused } = this.#deps;
    const recorded = await records.onHost(host.name);
    if (await isPaused(host.name)) return this.#outages.forget(host.id);
    const due = await this.#due(host.name, recorded);
    signal.throwIfAborted();
    const byAccount = Map.groupBy(recorded, ({ key }) => key.domain);
    this.#forgetOthers(host, rounds, byAccount);
    for (const [account, checked] of byAccount) {
      const ofAccount = rounds.accounts.get(account) ?? new AccountRounds(host);
      rounds.accounts.set(account, ofAccount);
      const latest = ofAccount.withLatest(checked, due);
      this.#outages.note(host.id, account, ofAccount.fresh);
      for (const health of latest) {
        const isNext = due.has(health.id) && !rounds.waiting.has(health.id);
        if (isNext) this.#run(host, rounds, { health, ofAccount }, signal);
      }
    }
  }

  #run(host: ManagedHost, rounds: HostRounds, trial: Trial, signal: AbortSignal): void {
    const { id } = trial.health;
    rounds.waiting.add(id);
    const running = this.#try(host, rounds, trial, signal)
      .catch((error: unknown) => {
        if (!signal.aborted) this.#deps.report(error, `${host.name}: ${this.failure}`);
      })
      .finally(() => {
        rounds.waiting.delete(id);
        rounds.running.delete(running);
      });
    rounds.running.add(running);
  }

  /** The first one that answers concludes for those that do so soon after it. */
  async #try(
    host: ManagedHost,
    { accounts, waiting }: HostRounds,
    { health, ofAccount }: Trial,
    signal: AbortSignal,
  ): Promise<void> {
    const { records, checks, clock, timer } = this.#deps;
    const isFirst = ofAccount.arrive(await tryChecks(checks, health, signal));
    waiting.delete(health.id);
    if (!isFirst) return;
    await pause(timer, gatherFor, signal);
    const { domain } = health.key;
    if (accounts.get(domain) !== ofAccount) return; // nothing of it is checked here any more
    this.#outages.note(host.id, domain, ofAccount.fresh);
    const updates = ofAccount.conclude(clock(), this.#outages.isDoubtful(host.id, domain));
    if (updates.length > 0) await records.record(updates);
  }

  #forgetOthers(
    host: ManagedHost,
    { accounts }: HostRounds,
    present: ReadonlyMap<Label, unknown>,
  ): void {
    for (const account of accounts.keys()) {
      if (present.has(account)) continue;
      accounts.delete(account);
      this.#outages.note(host.id, account, []);
    }
  }

  /** The ids of those that are to run, and that nobody changes just now. */
  async #due(host: Label, all: readonly KeptHealth[]): Promise<ReadonlySet<string>> {
    if (all.length === 0) return new Set();
    const { registry, history, accounts } = this.#deps;
    const [known, underWay, active] = await Promise.all([
      registry.onHost(host),
      history.underWayOn(host),
      accounts.ofActive(),
    ]);
    const wanted = new Set(
      known
        .filter(
          ({ managed, desired, destroyedAt }) => managed && desired === 'running' && !destroyedAt,
        )
        .map(({ key }) => `${key.domain}:${key.name}`),
    );
    const isDue = ({ key: { domain, name } }: KeptHealth) => {
      const id = `${domain}:${name}`;
      return wanted.has(id) && !underWay.has(id) && active.has(domain);
    };
    return new Set(all.filter(isDue).map(({ id }) => id));
  }
}
