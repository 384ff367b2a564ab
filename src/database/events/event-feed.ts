import type { FilterQuery } from '@mikro-orm/core';
import { onAbort, pause, type Timer } from '../../base/timer.ts';
import type { Database } from '../database.ts';
import { findWhere } from '../rows/find-where.ts';
import { StoredEvent } from './entity.ts';
import { lastNumber, numberEvents } from './number-events.ts';
import { type PublishedEvent, publishedEvent } from './published-event.ts';
import { CommitsWithEvents } from './recorded.ts';

/** Milliseconds after which at the latest is noticed what other servers have published. */
const interval = 1_000;

/** Milliseconds that are given to more events, so that one commit numbers them, after the answer to whoever caused them. */
const gathering = 50;

const numberedSince = 'number > ? order by number limit ?';

/** Events that are numbered in one transaction, and read at once. */
const batch = 500;

export interface EventFeedDeps {
  readonly database: Database;
  readonly timer: Timer;
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/** Told of events as they are published, in order, each once. */
export type EventListener = (events: readonly PublishedEvent[]) => void;

/**
 * Publishes what was recorded: numbers it once it is committed, and tells whoever listens here, at once
 * what this server has recorded (`gathering`), within a second what others have.
 */
export class EventFeed {
  readonly #deps: EventFeedDeps;
  readonly #listeners = new Set<EventListener>();
  readonly #closing = new AbortController();
  #last = 0;
  #isWoken = false;
  #wake: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(deps: EventFeedDeps) {
    this.#deps = deps;
  }

  /** Begins with what is published from now on. */
  async start(): Promise<void> {
    const { database } = this.#deps;
    this.#last = await lastNumber(database);
    const subscriber = new CommitsWithEvents(() => this.#rouse());
    database.orm.em.getEventManager().registerSubscriber(subscriber);
    this.#running = this.#publish(this.#closing.signal);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  /** The number of the newest event that listeners were told of; 0: there was none. */
  get last(): number {
    return this.#last;
  }

  /** The number of the newest event that any server has published. */
  async newest(): Promise<number> {
    return await lastNumber(this.#deps.database);
  }

  /** Published events after this number, in order, at most `limit` of them; `where` says which. */
  async read(
    after: number,
    limit: number,
    where: FilterQuery<StoredEvent> = {},
  ): Promise<PublishedEvent[]> {
    const found = await this.#deps.database
      .em()
      .find(
        StoredEvent,
        { $and: [where, { number: { $gt: after } }] },
        { orderBy: { number: 'asc' }, limit },
      );
    return found.map(publishedEvent);
  }

  /** Calls back with what is published from now on, until disposed. A listener must not throw. */
  onPublished(listener: EventListener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  #rouse(): void {
    this.#isWoken = true;
    this.#wake();
  }

  async #publish(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#isWoken = false;
      await this.#round(signal).catch((error: unknown) => {
        if (!signal.aborted) this.#deps.report(error, 'events are not published');
      });
      await this.#rest(signal);
    }
  }

  async #round(signal: AbortSignal): Promise<void> {
    while ((await numberEvents(this.#deps.database, batch)) === batch) signal.throwIfAborted();
    for (;;) {
      const found = await findWhere(this.#deps.database.em(), StoredEvent, numberedSince, [
        this.#last,
        batch,
      ]);
      const events = found.map(publishedEvent);
      signal.throwIfAborted();
      const newest = events.at(-1);
      if (!newest) return;
      this.#last = newest.number;
      for (const listener of [...this.#listeners]) listener(events);
      if (events.length < batch) return;
    }
  }

  /** Until something was recorded here, or others may have published something. */
  async #rest(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    if (this.#isWoken) resolve();
    using _poll = this.#deps.timer(interval, resolve);
    using _ending = onAbort(signal, resolve);
    await promise;
    if (this.#isWoken) await pause(this.#deps.timer, gathering, signal).catch(() => {});
  }
}
