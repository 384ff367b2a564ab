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
import { tryRound } from './try-round.ts';

/** Milliseconds between two rounds on a host. */
const interval = 30_000;

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

/** One round of an account on a host. */
interface AccountRound {
  readonly account: Label;
  readonly rounds: AccountRounds;
  readonly due: readonly KeptHealth[];
}

/** The rounds of each account on a host: what one has there holds up no other. */
interface HostRounds {
  readonly accounts: Map<Label, AccountRounds>;
  /** Those that have not come to their end. */
  readonly underWay: Map<Label, Promise<void>>;
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
    const rounds: HostRounds = { accounts: new Map(), underWay: new Map() };
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
      await Promise.allSettled(rounds.underWay.values());
      this.#outages.forget(host.id);
    }
  }

  /** Begins a round of each account whose last one has come to its end. */
  async #begin(host: ManagedHost, rounds: HostRounds, signal: AbortSignal): Promise<void> {
    const { records, isPaused, report } = this.#deps;
    const recorded = await records.onHost(host.name);
    if (await isPaused(host.name)) return this.#outages.forget(host.id);
    const due = await this.#due(host.name, recorded);
    signal.throwIfAborted();
    const byAccount = Map.groupBy(recorded, ({ key }) => key.domain);
    this.#forgetOthers(host, rounds, byAccount);
    for (const [account, checked] of byAccount) {
      if (rounds.underWay.has(account)) continue;
      const ofAccount = rounds.accounts.get(account) ?? new AccountRounds(host);
      rounds.accounts.set(account, ofAccount);
      const those = ofAccount.withLatest(checked).filter(({ id }) => due.has(id));
      const round = this.#round(host, { account, rounds: ofAccount, due: those }, signal)
        .catch((error: unknown) => {
          if (!signal.aborted) report(error, `${host.name}: ${this.failure}`);
        })
        .finally(() => rounds.underWay.delete(account));
      rounds.underWay.set(account, round);
    }
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

  async #round(host: ManagedHost, one: AccountRound, signal: AbortSignal): Promise<void> {
    const { records, checks, clock } = this.#deps;
    const found = await tryRound(checks, one.due, signal);
    const fresh = found.filter(({ wasFailing }) => !wasFailing);
    this.#outages.note(host.id, one.account, fresh);
    const isDoubtful = this.#outages.isDoubtful(host.id, one.account);
    const updates = one.rounds.conclude(found, clock(), isDoubtful);
    if (updates.length > 0) await records.record(updates);
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
