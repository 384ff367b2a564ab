import type { Label } from '../../../albatross/names.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Timer } from '../../../base/timer.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import type { DomainDirectory } from '../../../places/domain-directory.ts';
import type { HostFollower } from '../../observer/host-followers.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Yields } from '../../yields/yields.ts';
import type { UsageHistory } from '../history/usage-history.ts';
import type { LatestUsage } from '../latest-usage.ts';
import { HostCollector } from './collect-host.ts';
import type { Collection } from './collection.ts';

export interface CollectorDeps {
  readonly registry: Pick<Registry, 'managedOn' | 'onHost'>;
  readonly policies: DomainDirectory;
  /** Places that are left to other clients. */
  readonly yields: Pick<Yields, 'until' | 'forget'>;
  readonly latest: LatestUsage;
  readonly usage: UsageHistory;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/** Collects what unikernels use, on each host that this server watches. */
export class Collector implements HostFollower {
  readonly failure = 'what its unikernels use is not collected';
  readonly #deps: CollectorDeps;
  /** By the host's name. */
  readonly #hosts = new Map<Label, HostCollector>();

  constructor(deps: CollectorDeps) {
    this.#deps = deps;
  }

  async follow(host: ManagedHost, signal: AbortSignal): Promise<void> {
    const collector = new HostCollector(this.#deps, host);
    this.#hosts.set(host.name, collector);
    await collector.run(signal);
    if (this.#hosts.get(host.name) === collector) this.#hosts.delete(host.name);
  }

  /** How it goes with a domain's samples; null: nothing of it is collected by this server. */
  collectionOf(host: Label, domain: Label): Collection | null {
    return this.#hosts.get(host)?.collectionOf(domain) ?? null;
  }
}
