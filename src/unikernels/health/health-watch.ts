import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { CheckRunner } from '../../checks/check-runner.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { DeploymentHistory } from '../deployment-history.ts';
import type { HostFollower } from '../observer/host-followers.ts';
import type { Registry } from '../registry/registry.ts';
import { isDoubtful, mostFail } from './doubt.ts';
import type { HealthRecords } from './health-records.ts';
import { HostRounds } from './host-rounds.ts';
import type { KeptHealth } from './kept-health.ts';
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
  readonly isPaused: () => Promise<boolean>;
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/** Tries again and again what is checked of unikernels; restarts nothing. */
export class HealthWatch implements HostFollower {
  readonly failure = 'the checks of its unikernels are not tried';
  readonly #deps: HealthWatchDeps;
  /** By the host's id: whether most of what is checked there fails, as of the last round. */
  readonly #hosts = new Map<string, boolean>();

  constructor(deps: HealthWatchDeps) {
    this.#deps = deps;
  }

  async follow(host: ManagedHost, signal: AbortSignal): Promise<void> {
    const { timer, random, report } = this.#deps;
    const rounds = new HostRounds(host);
    try {
      for (let rest = interval * random(); ; rest = interval) {
        await pause(timer, rest, signal);
        await this.#round(host, rounds, signal).catch((error) => {
          signal.throwIfAborted();
          report(error, `${host.name}: ${this.failure}`);
        });
      }
    } finally {
      this.#hosts.delete(host.id);
    }
  }

  async #round(host: ManagedHost, rounds: HostRounds, signal: AbortSignal): Promise<void> {
    const { records, checks, clock, isPaused } = this.#deps;
    const recorded = await records.onHost(host.name);
    if (recorded.length === 0 || (await isPaused())) return;
    const due = await this.#due(host.name, rounds.withLatest(recorded));
    const found = await tryRound(checks, due, signal);
    this.#note(
      host.id,
      found.filter(({ wasFailing }) => !wasFailing),
    );
    const updates = rounds.conclude(found, clock(), this.#isCutOff());
    if (updates.length > 0) await records.record(updates);
  }

  /** Those that are to run, and that nobody changes just now. */
  async #due(host: Label, all: readonly KeptHealth[]): Promise<KeptHealth[]> {
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
    return all.filter(({ key: { domain, name } }) => {
      const id = `${domain}:${name}`;
      return wanted.has(id) && !underWay.has(id) && active.has(domain);
    });
  }

  #note(hostId: string, found: readonly { readonly failed: boolean }[]): void {
    if (found.length === 0) this.#hosts.delete(hostId);
    else this.#hosts.set(hostId, mostFail(found));
  }

  /** Whether most of what this server checks fails, on several hosts. */
  #isCutOff(): boolean {
    return isDoubtful(
      [...this.#hosts.values()].map((failed) => ({ failed })),
      'hosts',
    );
  }
}
