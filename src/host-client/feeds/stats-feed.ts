import type { Named } from '../../albatross/messages.ts';
import { formatName, type Name, namesEqual } from '../../albatross/names.ts';
import type { StatsSample } from '../../albatross/stats.ts';
import type { Clock } from '../../base/clock.ts';
import type { Timer } from '../../base/timer.ts';
import { isHostsEnd } from '../error-meanings.ts';
import type { Feed } from '../managed-host.ts';
import type { OwnStatsPlace } from './own-stats-place.ts';
import type { StatsPlace } from './stats-place.ts';
import { Subscribers } from './subscribers.ts';
import { Subscription } from './subscription.ts';

export interface StatsFeedDeps {
  /** Subscribes to the samples of all unikernels of a domain, or of one. */
  readonly subscribe: (signal: AbortSignal) => Promise<AsyncIterable<Named<StatsSample>>>;
  /** The place that it takes at the host; null: other clients have others. */
  readonly place: Place | null;
  /** Nobody watches any more, or the host has refused: this feed is of no use to the next one. */
  readonly over: () => void;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** The place of a domain, or of one unikernel, which is given up when the feed ends. */
type Place = Pick<StatsPlace, 'refusal' | 'lost'> & Partial<Pick<OwnStatsPlace, 'left'>>;

/** Where the next samples wait for a watcher; who is slow misses those in between. */
interface Slot {
  covers(name: Name): boolean;
  /** By name, the one that waits longest first. */
  readonly waiting: Map<string, Named<StatsSample>>;
}

/**
 * The samples of all unikernels of a domain, for all who watch any of them: one subscription. It ends for all of
 * them where its place is left to another client.
 */
export class StatsFeed {
  readonly #slots = new Set<Slot>();
  readonly #subscribers: Subscribers;
  readonly #subscription: Subscription<Named<StatsSample>>;
  readonly #deps: StatsFeedDeps;

  constructor(deps: StatsFeedDeps) {
    const { clock, timer } = deps;
    this.#deps = deps;
    this.#subscribers = new Subscribers(() => this.close());
    this.#subscription = new Subscription({
      subscribe: (signal) => this.#subscribe(signal),
      deliver: (sample) => this.#deliver(sample),
      refused: (error) => this.#end(error),
      lost: (error) => void this.#lost(error),
      clock,
      timer,
    });
  }

  watch(name: Name, signal: AbortSignal): Feed<StatsSample> {
    const slot = { covers: (other: Name) => namesEqual(other, name), waiting: new Map() };
    return this.#watch(slot, (next) => next?.value ?? null, signal);
  }

  watchAll(signal: AbortSignal): Feed<Named<StatsSample>> {
    return this.#watch({ covers: () => true, waiting: new Map() }, (next) => next, signal);
  }

  close(): void {
    this.#end(null);
  }

  #end(error: unknown): void {
    this.#subscription.close();
    this.#subscribers.end(error);
    void this.#deps.place?.left?.();
    this.#deps.over();
  }

  async #subscribe(signal: AbortSignal): Promise<AsyncIterable<Named<StatsSample>>> {
    const refusal = await this.#deps.place?.refusal();
    if (!refusal) return await this.#deps.subscribe(signal);
    this.#end(refusal);
    throw refusal;
  }

  #watch<T>(
    slot: Slot,
    give: (next: Named<StatsSample> | null) => T | null,
    signal: AbortSignal,
  ): Feed<T> {
    this.#slots.add(slot);
    const read = () => give(takeFirst(slot.waiting));
    const left = () => this.#slots.delete(slot);
    return this.#subscribers.add({ read, left, opened: this.#subscription.opened, signal });
  }

  #deliver(sample: Named<StatsSample>): void {
    const key = formatName(sample.name);
    for (const { covers, waiting } of this.#slots) {
      if (covers(sample.name)) waiting.set(key, sample);
    }
    this.#subscribers.wake();
  }

  async #lost(error: unknown): Promise<void> {
    if (!isHostsEnd(error)) return;
    const refusal = await this.#deps.place?.lost();
    if (refusal) this.#end(refusal);
  }
}

function takeFirst<T>(waiting: Map<string, T>): T | null {
  const [first] = waiting;
  if (!first) return null;
  waiting.delete(first[0]);
  return first[1];
}
