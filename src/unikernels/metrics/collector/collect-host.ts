import type { Label } from '../../../albatross/names.ts';
import { pause, unlessAborted } from '../../../base/timer.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import type { ManagedUnikernel } from '../../registry/registry.ts';
import type { Given } from '../history/metric-point.ts';
import { DomainCollector } from './collect-domain.ts';
import type { Collection } from './collection.ts';
import type { CollectorDeps } from './collector.ts';

/** Milliseconds between two looks which unikernels a host has. */
const lookInterval = 5_000;

/** Milliseconds that a sample waits at the most until it is stored: what a kill loses. */
const storeInterval = 30_000;

interface FollowedDomain {
  /** Ids by name. */
  readonly ids: Map<Label, string>;
  readonly collector: DomainCollector;
  readonly leaving: AbortController;
  readonly done: Promise<void>;
}

/** Collects what the managed unikernels of one host use: one subscription a domain. */
export class HostCollector {
  readonly #deps: CollectorDeps;
  readonly #host: ManagedHost;
  /** Where an administrator has switched it off. */
  readonly #off: Collection;
  readonly #domains = new Map<Label, FollowedDomain>();

  constructor(deps: CollectorDeps, host: ManagedHost) {
    this.#deps = deps;
    this.#host = host;
    this.#off = { state: 'off', since: deps.clock(), nextAt: null };
  }

  /** null: nothing of the domain is collected. */
  collectionOf(domain: Label): Collection | null {
    if (!this.#host.collectMetrics) return this.#off;
    return this.#domains.get(domain)?.collector.collection ?? null;
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    if (!this.#host.collectMetrics) {
      await this.#try(() => this.#deps.yields.forget(this.#host.id, ['stats', 'console']));
      await unlessAborted(new Promise(() => {}), signal).catch(() => {}); // the signal says so
      return;
    }
    await Promise.all([
      this.#repeat(() => this.#look(), lookInterval, signal),
      this.#repeat(() => this.#store(), storeInterval, signal),
    ]);
    await this.#try(() => this.#store());
    await Promise.all([...this.#domains.keys()].map((domain) => this.#leave(domain)));
  }

  async #repeat(work: () => Promise<void>, interval: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#try(work);
      await pause(this.#deps.timer, interval, signal).catch(() => {}); // the signal says so
    }
  }

  async #try(work: () => Promise<void>): Promise<void> {
    const failure = `what ${this.#host.name} has used is not collected`;
    await work().catch((error) => this.#deps.report(error, failure));
  }

  async #store(): Promise<void> {
    if (this.#domains.size === 0) return;
    const known = await this.#deps.registry.onHost(this.#host.name);
    const collected = known.filter(({ managed, destroyedAt }) => managed && !destroyedAt);
    await this.#deps.usage.store(
      new Map(collected.map(({ id, lastInfo, config }) => [id, givenOf(lastInfo ?? config)])),
    );
  }

  async #look(): Promise<void> {
    const managed = await this.#deps.registry.managedOn(this.#host.name);
    const byDomain = Map.groupBy(managed, ({ domain }) => domain);
    const gone = [...this.#domains.keys()].filter((domain) => !byDomain.has(domain));
    await Promise.all(gone.map((domain) => this.#leave(domain)));
    for (const [domain, unikernels] of byDomain) this.#follow(domain, unikernels);
  }

  #follow(label: Label, unikernels: readonly ManagedUnikernel[]): void {
    const { ids } = this.#domains.get(label) ?? this.#open(label);
    const known = new Set(unikernels.map(({ name }) => name));
    for (const [name, id] of ids) if (!known.has(name)) this.#drop(ids, name, id);
    for (const { name, id } of unikernels) ids.set(name, id);
  }

  #open(label: Label): FollowedDomain {
    const ids = new Map<Label, string>();
    const collector = new DomainCollector(
      {
        ...this.#deps,
        take: (name, usage) => {
          const id = ids.get(name);
          if (id === undefined) return;
          this.#deps.latest.put(id, usage);
          this.#deps.usage.put(id, usage);
        },
      },
      this.#host,
      label,
    );
    const leaving = new AbortController();
    const done = collector.run(leaving.signal);
    const followed = { ids, collector, leaving, done };
    this.#domains.set(label, followed);
    return followed;
  }

  async #leave(domain: Label): Promise<void> {
    const followed = this.#domains.get(domain);
    if (!followed) return;
    this.#domains.delete(domain);
    followed.leaving.abort();
    await followed.done;
    for (const [name, id] of followed.ids) this.#drop(followed.ids, name, id);
  }

  #drop(ids: Map<Label, string>, name: Label, id: string): void {
    ids.delete(name);
    this.#deps.latest.drop(id);
    this.#deps.usage.drop(id);
  }
}

function givenOf(given: { readonly numcpus: number; readonly memory: number } | null): Given {
  return { cpus: given?.numcpus ?? 0, memoryLimit: given?.memory ?? 0 };
}
