import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { findWhere } from '../../database/rows/find-where.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { Yield, type YieldedKind } from './entity.ts';
import { evictedOnceMore } from './evictions.ts';

/** Milliseconds for which is remembered what was left alone: longer than anything is. */
const rememberFor = 2 * 24 * 3_600_000;

const leftNow = 'host = ? and domain in (?, ?) and until > ? order by kind';

/** A place for one subscriber, or a few. */
export interface YieldPlace {
  /** The host's id. */
  readonly host: string;
  /** Of a console its name, as `alice:web`. */
  readonly domain: string;
  readonly kind: YieldedKind;
}

/** A place that is left to other clients. */
export interface Left {
  readonly kind: YieldedKind;
  readonly until: Date;
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

  /** Which places of a unikernel's are left to other clients, with those of its domain. */
  async leftOf(
    host: string,
    { domain, name }: Pick<UnikernelKey, 'domain' | 'name'>,
  ): Promise<Left[]> {
    const places = [host, domain, `${domain}:${name}`];
    const values = [...places, this.#clock()];
    const found = await findWhere(this.#database.em(), Yield, leftNow, values);
    return found.flatMap(({ kind, until }) => (until ? [{ kind, until }] : []));
  }

  /** Somebody wants all places of some kinds on a host to be taken again. */
  async forget(host: string, kinds: readonly YieldedKind[]): Promise<void> {
    await this.#database.em().nativeDelete(Yield, { host, kind: [...kinds] });
  }

  /** Leaves a place alone until then. */
  async leave(place: YieldPlace, until: Date): Promise<void> {
    const row = { ...place, times: [], until, changedAt: this.#clock() };
    await this.#database.em().upsert(Yield, row);
  }
}
