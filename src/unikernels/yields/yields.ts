import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { Yield, type YieldedKind } from './entity.ts';
import { evictedOnceMore } from './evictions.ts';

/** Milliseconds for which is remembered what was left alone: longer than anything is. */
const rememberFor = 2 * 24 * 3_600_000;

/** A place for one subscriber. */
export interface YieldPlace {
  /** The host's id. */
  readonly host: string;
  readonly domain: string;
  readonly kind: YieldedKind;
}

/**
 * Which places on hosts are left to other clients, that take them again and again: remembered, so that neither a
 * restart nor another server begins the quarrel anew.
 */
export class Yields {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Until when a place is left alone; null: it may be taken. */
  async until(place: YieldPlace): Promise<Date | null> {
    const found = await this.#database.em().findOne(Yield, { ...place });
    return found?.until && found.until > this.#clock() ? found.until : null;
  }

  /** Another client has taken a place: says until when it is to be left to that one; null: not yet. */
  async evicted(place: YieldPlace): Promise<Date | null> {
    const now = this.#clock();
    return await this.#database.transaction(async (em) => {
      const found = await em.findOne(Yield, { ...place });
      const { times, until } = evictedOnceMore(found ?? { times: [] }, now);
      await em.upsert(Yield, { ...place, times: [...times], until, changedAt: now });
      await em.nativeDelete(Yield, {
        changedAt: { $lt: new Date(now.getTime() - rememberFor) },
      });
      return until;
    });
  }

  /** Somebody wants all places of a kind on a host to be taken again. */
  async forget({ host, kind }: Pick<YieldPlace, 'host' | 'kind'>): Promise<void> {
    await this.#database.em().nativeDelete(Yield, { host, kind });
  }

  /** Leaves a place alone until then. */
  async leave(place: YieldPlace, until: Date): Promise<void> {
    const row = { ...place, times: [], until, changedAt: this.#clock() };
    await this.#database.em().upsert(Yield, row);
  }
}
