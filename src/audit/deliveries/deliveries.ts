import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { Channel } from '../channels/entity.ts';
import { lockChannel } from '../channels/lock-channels.ts';
import type { ChannelProgress } from '../channels/presenter.ts';
import { countWaiting } from './due-deliveries.ts';
import { Delivery } from './entity.ts';
import { expectDeliveryRested, expectRested, isTriedLately } from './expect-rested.ts';
import { testContent, testType } from './test-content.ts';

export interface DeliveriesDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Has whoever sends look at once, also where the channel rests. */
  readonly wake: (channel: string) => void;
}

/** Which part is asked for. */
export interface DeliveryPageRequest {
  readonly cursor?: number | undefined;
  readonly limit: number;
}

/** What a channel has told, and is to tell. */
export class Deliveries {
  readonly #deps: DeliveriesDeps;

  constructor(deps: DeliveriesDeps) {
    this.#deps = deps;
  }

  /** A page of them, the newest first, and where the next one begins. */
  async page({ id: channel }: Channel, { cursor, limit }: DeliveryPageRequest) {
    const before = cursor === undefined ? {} : { serial: { $lt: cursor } };
    const page = { orderBy: { serial: 'desc' }, limit: limit + 1 } as const;
    const found = await this.#deps.database.em().find(Delivery, { channel, ...before }, page);
    const deliveries = found.slice(0, limit);
    const next = found.length > limit ? (deliveries.at(-1)?.serial ?? null) : null;
    return { deliveries, next };
  }

  async progress({ id: channel }: Channel): Promise<ChannelProgress> {
    const em = this.#deps.database.em();
    const newest = (state: object) =>
      em.find(Delivery, { channel, ...state }, { orderBy: { serial: 'desc' }, limit: 1 });
    const waiting = await em.count(Delivery, { channel, nextTryAt: { $ne: null } });
    const [tried] = await newest({ triedAt: { $ne: null } });
    const [taken] = await newest({ state: 'delivered' });
    return { waiting, deliveredAt: taken?.triedAt ?? null, fault: tried?.fault ?? null };
  }

  /** How many wait, of all channels of all servers. */
  async waiting() {
    const { database, clock } = this.#deps;
    return await countWaiting(database, clock());
  }

  /** Sends something that says that it is a test. Throws `channel-unknown`, `too-many-requests`. */
  async test(channel: Channel): Promise<Delivery> {
    const { database, clock, wake } = this.#deps;
    const now = clock();
    const id = randomUUID();
    const delivery = await database.transaction(async (em) => {
      const found = await lockChannel(em, channel.id);
      await expectRested(em, channel, now);
      found.putOffUntil = null;
      return em.create(Delivery, {
        ...{ id, channel: channel.id, event: null, object: null, type: testType },
        ...testContent(channel, now),
        ...{ state: 'waiting', tries: 0, nextTryAt: now, createdAt: now, triedAt: null },
        ...{ status: null, answer: null, fault: null },
      });
    });
    wake(channel.id);
    return delivery;
  }

  /**
   * Sends one once more, under the same id; where the receiver has put off what it is sent that is asked once a
   * minute, and waits otherwise. Throws `channel-unknown`, `delivery-unknown`, `too-many-requests`.
   */
  async again({ id: channel }: Channel, id: string): Promise<Delivery> {
    const { database, clock, wake } = this.#deps;
    const now = clock();
    const delivery = await database.transaction(async (em) => {
      const locked = await lockChannel(em, channel);
      const found = await em.findOne(Delivery, { channel, id });
      if (!found) throw new Problem('delivery-unknown', 'There is no delivery of this id.');
      expectDeliveryRested(found, now);
      const putOff = await this.#putOff(em, locked, now);
      locked.putOffUntil = putOff;
      const nextTryAt = putOff ?? now;
      return em.assign(found, { state: 'waiting', tries: 0, nextTryAt, fault: null });
    });
    wake(channel);
    return delivery;
  }

  /** Until when the receiver is not to be asked, although somebody wants that; null: it may be. */
  async #putOff(em: EntityManager, channel: Channel, now: Date): Promise<Date | null> {
    const { putOffUntil } = channel;
    if (!putOffUntil || putOffUntil <= now) return null;
    return (await isTriedLately(em, channel, now)) ? putOffUntil : null;
  }
}
