import type { Label } from '../../../albatross/names.ts';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import { pause, type Timer } from '../../../base/timer.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import type { DomainDirectory } from '../../../places/domain-directory.ts';
import type { YieldPlace, Yields } from '../../yields/yields.ts';
import { type Usage, usageOf } from '../usage.ts';
import type { Collection, CollectionState } from './collection.ts';

/** Milliseconds until a host is asked again that refused. */
const retryAfter = 60_000;

export interface CollectDomainDeps {
  readonly policies: DomainDirectory;
  readonly yields: Pick<Yields, 'until'>;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Tells of what goes wrong here, not each time. */
  readonly report: (error: unknown, what: string) => void;
  /** Takes the samples of a domain's unikernels, by their names. */
  readonly take: (name: Label, usage: Usage) => void;
}

/** As much of a host as is needed here. */
export type SampledHost = Pick<ManagedHost, 'id' | 'name' | 'domainStats'>;

/**
 * Collects the samples of a domain on one host. A host has one subscriber a domain: where another
 * client takes the place again and again, it is left to that one for an hour.
 */
export class DomainCollector {
  readonly #deps: CollectDomainDeps;
  readonly #host: SampledHost;
  readonly #label: Label;
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

  /** Until the signal aborts, whatever goes wrong meanwhile. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if ((await this.#leftUntil()) === null) await this.#collect(signal);
      if (signal.aborted) return;
      const until = await this.#leftUntil();
      const wait = until ? until.getTime() - this.#deps.clock().getTime() : retryAfter;
      this.#move(until ? 'yielded' : 'refused', wait);
      await pause(this.#deps.timer, wait, signal).catch(() => {}); // the signal says so
      this.#move('starting');
    }
  }

  /** Until when the place is another client's; where the database cannot tell, it may be taken. */
  async #leftUntil(): Promise<Date | null> {
    try {
      return await this.#deps.yields.until(this.#place);
    } catch (error) {
      this.#note(error);
      return null;
    }
  }

  get #place(): YieldPlace {
    return { host: this.#host.id, domain: this.#label, kind: 'stats' };
  }

  /** Until it ends. */
  async #collect(signal: AbortSignal): Promise<void> {
    const { policies, clock, take } = this.#deps;
    const ending = new AbortController();
    const bound = AbortSignal.any([signal, ending.signal]);
    try {
      const domain = await policies.domainOn(this.#host, this.#label);
      const feed = this.#host.domainStats(domain, bound);
      await feed.opened;
      this.#move('collecting');
      for await (const { name, value } of feed) {
        const isOwn = name.label !== null && name.path.length === 1;
        if (isOwn && name.label) take(name.label, usageOf(value, clock().getTime()));
      }
    } catch (error) {
      if (!bound.aborted) this.#note(error);
    }
    ending.abort(); // one that was never opened, or is not read to its end, is left, too
  }

  /** What a host does wrong is in its health; anything else, as a database that is away, is told. */
  #note(error: unknown): void {
    if (error instanceof Problem) return;
    this.#deps.report(error, `what ${this.#label} uses on ${this.#host.name} is not collected`);
  }

  #move(state: CollectionState, wait: number | null = null): void {
    const since = this.#deps.clock();
    const nextAt = wait === null ? null : new Date(since.getTime() + wait);
    this.#collection = { state, since, nextAt };
  }
}
