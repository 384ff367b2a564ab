import type { Clock } from '../../base/clock.ts';
import { earliest } from '../../base/earliest.ts';
import { onAbort, pause, type Timer } from '../../base/timer.ts';
import type { Database } from '../../database/database.ts';
import type { EventFeed } from '../../database/events/event-feed.ts';
import { notificationsLock } from '../../database/locks/lock-name.ts';
import type { Locks } from '../../database/locks/locks.ts';
import { HeldNotices } from '../notices/held-notices.ts';
import { type TellPeopleDeps, tellPeople } from '../notices/tell-people.ts';
import { isAnyWaiting, nextDue } from './due-deliveries.ts';
import { beginDeliveries, type MakeDeliveriesDeps, makeDeliveries } from './make-deliveries.ts';
import { Sender, type SenderDeps } from './sender.ts';

/** Milliseconds between two looks, and until it is tried again to be the one who sends. */
const interval = 1_000;
const othersInterval = 10_000;

/** Milliseconds until it is looked again whether what is automatic is still paused. */
const pausedInterval = 10_000;

export interface NotifierDeps extends SenderDeps, MakeDeliveriesDeps, TellPeopleDeps {
  /** Whether nothing is sent by itself: what waits, and what happens meanwhile, is sent afterwards. */
  readonly isPaused: () => Promise<boolean>;
  readonly database: Database;
  readonly clock: Clock;
  readonly feed: EventFeed;
  readonly locks: Locks;
  readonly timer: Timer;
}

/** Tells by channels what happens: one server at a time. What it leaves is told by the next one, under the same ids. */
export class Notifier {
  readonly #deps: NotifierDeps;
  readonly #closing = new AbortController();
  readonly #sender: Sender;
  readonly #held: HeldNotices;
  #isWoken = true;
  #wake: () => void = () => {};
  #next: Date | null = null;
  /** When it was looked last. */
  #lookedAt = new Date(0);
  #running: Promise<void> = Promise.resolve();

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
    this.#sender = new Sender(deps);
    this.#held = new HeldNotices(deps);
  }

  /** Begins with what is published from now on, where there was never one before; after the feed. */
  async start(): Promise<void> {
    const { database, feed } = this.#deps;
    await beginDeliveries(database, feed.last);
    this.#running = this.#work(this.#closing.signal);
  }

  /** Breaks off what is on its way; it is sent again after the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  /** Has it tell by a channel at once, although that rests: somebody asks for it. */
  tellNow(channel: string): void {
    this.#sender.forgive(channel);
    this.wake();
  }

  /** Has it look at once. */
  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { locks, timer, report, feed } = this.#deps;
    using _listening = feed.onPublished(() => this.wake());
    while (!signal.aborted) {
      try {
        await using lock = await locks.acquire(notificationsLock, { signal });
        if (lock) await this.#workAlone(AbortSignal.any([signal, lock.lost]));
      } catch (error) {
        if (!signal.aborted) report(error, 'notifications are not made');
      }
      await pause(timer, othersInterval, signal).catch(() => {}); // the signal says so
    }
  }

  /** Ends only when nothing is on its way any more: the next one would send it, too. */
  async #workAlone(signal: AbortSignal): Promise<void> {
    try {
      await this.#workWhile(signal);
    } finally {
      await this.#sender.idle();
    }
  }

  async #workWhile(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#isDue()) {
        this.#isWoken = false;
        await this.#round(signal).catch((error: unknown) => {
          if (!signal.aborted) this.#deps.report(error, 'notifications are not made');
          this.#next = this.#deps.clock();
        });
      }
      await this.#rest(signal);
    }
  }

  /** With servers beside this one something may always have come; else it is known what waits. */
  #isDue(): boolean {
    const { database, clock } = this.#deps;
    const now = clock();
    const isSetBack = now < this.#lookedAt; // then `#next` may be far away
    this.#lookedAt = now;
    const isTime = this.#next !== null && this.#next <= now;
    return this.#isWoken || isTime || isSetBack || database.pool !== null;
  }

  async #round(signal: AbortSignal): Promise<void> {
    const { database, clock } = this.#deps;
    const isPaused = await this.#deps.isPaused();
    if (!isPaused && (await makeDeliveries(this.#deps))) this.wake();
    const pausedUntil = isPaused ? new Date(clock().getTime() + pausedInterval) : null;
    if (!(await isAnyWaiting(database))) {
      this.#next = earliest([pausedUntil, this.#sender.restsUntil]);
      return;
    }
    const told = pausedUntil ?? (await this.#tellPeople());
    await this.#sender.begin(isPaused ? 'tests' : 'all', signal, () => this.wake());
    const due = [told, await nextDue(database, clock()), this.#sender.restsUntil];
    this.#next = earliest(due);
  }

  /** Makes messages of what people are to be told; gives when there may be more. */
  async #tellPeople(): Promise<Date | null> {
    const next = await tellPeople(this.#deps);
    return earliest([next, await this.#held.release()]);
  }

  /** A moment, or until something is to be done. */
  async #rest(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    using _poll = this.#deps.timer(interval, resolve);
    using _ending = onAbort(signal, resolve);
    if (this.#isWoken) resolve();
    await promise;
  }
}
