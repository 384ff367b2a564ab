import type { Label } from '../../../albatross/names.ts';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import { pause, type Timer } from '../../../base/timer.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import type { DomainDirectory } from '../../../places/domain-directory.ts';
import { type Usage, usageOf } from '../usage.ts';
import type { Collection, CollectionState } from './collection.ts';
import { Evictions } from './evictions.ts';

/** Milliseconds until a host is asked again: that refused, and that was left to another client. */
const retryAfter = 60_000;
const yieldFor = 3_600_000;

export interface CollectDomainDeps {
  readonly policies: DomainDirectory;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Takes the samples of a domain's unikernels, by their names. */
  readonly take: (name: Label, usage: Usage) => void;
}

/** As much of a host as is needed here. */
export type SampledHost = Pick<ManagedHost, 'id' | 'name' | 'knownDown' | 'check' | 'domainStats'>;

/**
 * Collects the samples of a domain on one host. A host has one subscriber a domain: where another
 * client takes the place again and again, it is left to that one for an hour.
 */
export class DomainCollector {
  readonly #deps: CollectDomainDeps;
  readonly #host: SampledHost;
  readonly #label: Label;
  readonly #evictions = new Evictions();
  #collection: Collection;

  constructor(deps: CollectDomainDeps, host: SampledHost, label: Label) {
    this.#deps = deps;
    this.#host = host;
    this.#label = label;
    this.#collection = { state: 'starting', since: deps.clock(), nextAt: null };
  }

  get collection(): Collection {
    return this.#collection;
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const reason = await this.#collect(signal);
      if (signal.aborted) return;
      const wait = reason === 'yielded' ? yieldFor : retryAfter;
      this.#move(reason, wait);
      await pause(this.#deps.timer, wait, signal).catch(() => {}); // the signal says so
      this.#move('starting');
    }
  }

  /** Until it ends, and why. */
  async #collect(signal: AbortSignal): Promise<'yielded' | 'refused'> {
    const { policies, clock, take } = this.#deps;
    const yielding = new AbortController();
    const bound = AbortSignal.any([signal, yielding.signal]);
    try {
      const domain = await policies.domainOn(this.#host, this.#label);
      const lost = () => void this.#consider(yielding, bound);
      const feed = this.#host.domainStats(domain, { signal: bound, lost });
      await feed.opened;
      this.#move('collecting');
      for await (const { name, value } of feed) {
        const isOwn = name.label !== null && name.path.length === 1;
        if (isOwn && name.label) take(name.label, usageOf(value, clock().getTime()));
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error; // why, is in the host's health
    }
    return yielding.signal.aborted ? 'yielded' : 'refused';
  }

  /** A subscription that ends while its host answers was taken by another client. */
  async #consider(yielding: AbortController, signal: AbortSignal): Promise<void> {
    await this.#host.check(signal).catch(() => {}); // the signal says so
    if (signal.aborted || this.#host.knownDown) return;
    if (!this.#evictions.add(this.#deps.clock().getTime())) return;
    this.#evictions.clear();
    yielding.abort();
  }

  #move(state: CollectionState, wait: number | null = null): void {
    const since = this.#deps.clock();
    const nextAt = wait === null ? null : new Date(since.getTime() + wait);
    this.#collection = { state, since, nextAt };
  }
}
