import { FairQueue, type Turn } from '../../base/fair-queue.ts';

/** Deliveries that are on their way at once: to receivers that answer soon, or are not known, and to slow ones. */
const quickSlots = 32;
const slowSlots = 8;

/** Milliseconds after which one is slow. */
const slowAfter = 2_000;

/** Deliveries of one channel at once, once it is known that its receiver is quick. */
const perQuick = 4;

/** Who may send when: by owner in turn, and slow receivers apart, so that they hold up nobody else. */
export class Lanes {
  readonly #quick = new FairQueue(quickSlots);
  readonly #slow = new FairQueue(slowSlots);
  /** By the channel's id: whether its receiver was slow the last time. */
  readonly #wasSlow = new Map<string, boolean>();

  /** How many of a channel may be on their way at once. */
  width(channel: string): number {
    return this.#wasSlow.get(channel) === false ? perQuick : 1;
  }

  /** Waits for a slot; whoever enters has to leave. */
  enter(channel: string, owner: string): Turn {
    const lane = this.#wasSlow.get(channel) ? this.#slow : this.#quick;
    return lane.enter(owner);
  }

  /** Remembers how many milliseconds a receiver took. */
  note(channel: string, took: number): void {
    this.#wasSlow.set(channel, took > slowAfter);
  }

  /** A channel is gone. */
  forget(channel: string): void {
    this.#wasSlow.delete(channel);
  }
}
