import type { Named } from '../../albatross/messages.ts';
import { type Name, namesEqual } from '../../albatross/names.ts';
import type { StatsSample } from '../../albatross/stats.ts';
import type { Clock } from '../../base/clock.ts';
import type { Timer } from '../../base/timer.ts';
import type { Feed } from '../managed-host.ts';
import { Subscribers } from './subscribers.ts';
import { Subscription } from './subscription.ts';

export interface StatsFeedDeps {
  /** Subscribes to the samples of all unikernels of a domain. */
  readonly subscribe: (signal: AbortSignal) => Promise<AsyncIterable<Named<StatsSample>>>;
  /** Nobody watches any more, or the host has refused: this feed is of no use to the next one. */
  readonly over: () => void;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** Where the next sample waits for its watcher; who is slow misses those in between. */
interface Slot {
  readonly name: Name;
  sample: StatsSample | null;
}

/** The samples of all unikernels of a domain, for all who watch any of them: one subscription. */
export class StatsFeed {
  readonly #slots = new Set<Slot>();
  readonly #subscribers: Subscribers;
  readonly #subscription: Subscription<Named<StatsSample>>;
  readonly #over: () => void;

  constructor({ subscribe, over, clock, timer }: StatsFeedDeps) {
    this.#over = over;
    this.#subscribers = new Subscribers(() => this.close());
    this.#subscription = new Subscription({
      subscribe,
      deliver: (sample) => this.#deliver(sample),
      refused: (error) => this.#end(error),
      clock,
      timer,
    });
  }

  watch(name: Name, signal: AbortSignal): Feed<StatsSample> {
    const slot: Slot = { name, sample: null };
    this.#slots.add(slot);
    const read = () => {
      const { sample } = slot;
      slot.sample = null;
      return sample;
    };
    const left = () => this.#slots.delete(slot);
    return this.#subscribers.add({ read, left, opened: this.#subscription.opened, signal });
  }

  close(): void {
    this.#end(null);
  }

  #end(error: unknown): void {
    this.#subscription.close();
    this.#subscribers.end(error);
    this.#over();
  }

  #deliver({ name, value }: Named<StatsSample>): void {
    for (const slot of this.#slots) {
      if (namesEqual(slot.name, name)) slot.sample = value;
    }
    this.#subscribers.wake();
  }
}
