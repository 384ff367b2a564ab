import type { Label } from '../../../albatross/names.ts';
import { pause } from '../../../base/timer.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import type { ManagedUnikernel } from '../../registry/registry.ts';
import { DomainCollector } from './collect-domain.ts';
import type { Collection } from './collection.ts';
import type { CollectorDeps } from './collector.ts';

/** Milliseconds between two looks which unikernels a host has. */
const lookInterval = 5_000;

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
  readonly #domains = new Map<Label, FollowedDomain>();

  constructor(deps: CollectorDeps, host: ManagedHost) {
    this.#deps = deps;
    this.#host = host;
  }

  /** null: nothing of the domain is collected. */
  collectionOf(domain: Label): Collection | null {
    return this.#domains.get(domain)?.collector.collection ?? null;
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#look().catch((error) =>
        this.#deps.report(error, `what ${this.#host.name} has used is not collected`),
      );
      await pause(this.#deps.timer, lookInterval, signal).catch(() => {}); // the signal says so
    }
    await Promise.all([...this.#domains.keys()].map((domain) => this.#leave(domain)));
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
          if (id !== undefined) this.#deps.latest.put(id, usage);
        },
      },
      this.#host,
      label,
    );
    const leaving = new AbortController();
    const done = collector
      .run(leaving.signal)
      .catch((error) => this.#deps.report(error, `what ${label} uses is not collected`));
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
  }
}
