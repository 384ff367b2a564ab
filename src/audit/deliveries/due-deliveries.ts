import { earliest } from '../../base/earliest.ts';
import type { Database } from '../../database/database.ts';
import { Channel } from '../channels/entity.ts';
import { Delivery } from './entity.ts';

/** Channels with something to tell now, by their ids; none whose receiver has put that off. */
export async function dueChannels(database: Database, now: Date): Promise<string[]> {
  const em = database.em();
  const waiting = await em.find(Channel, { putOffUntil: { $gt: now } }, { fields: ['id'] });
  const putOff = new Set(waiting.map(({ id }) => id));
  const rows = await em
    .createQueryBuilder(Delivery, 'd')
    .select('d.channel', true)
    .where({ nextTryAt: { $lte: now } })
    .execute('all');
  return rows.map(({ channel }) => channel).filter((channel) => !putOff.has(channel));
}

/** What a channel is to tell now, the longest due first, at most so many. */
export async function dueOf(
  database: Database,
  channel: string,
  now: Date,
  limit: number,
): Promise<Delivery[]> {
  const where = { channel, nextTryAt: { $lte: now } };
  const orderBy = { nextTryAt: 'asc', serial: 'asc' } as const;
  return await database.em().find(Delivery, where, { orderBy, limit });
}

/** When something is due next that is not yet, or not put off any more; null: nothing waits. */
export async function nextDue(database: Database, now: Date): Promise<Date | null> {
  const em = database.em();
  const first = { limit: 1 } as const;
  const later = { $gt: now };
  const inTurn = { ...first, orderBy: { nextTryAt: 'asc' } } as const;
  const [next] = await em.find(Delivery, { nextTryAt: later }, inTurn);
  const byEnd = { ...first, orderBy: { putOffUntil: 'asc' } } as const;
  const [putOff] = await em.find(Channel, { putOffUntil: later }, byEnd);
  return earliest([next?.nextTryAt ?? null, putOff?.putOffUntil ?? null]);
}

/** How many wait to be told, of all channels: that should have been by now, and that are to be tried later. */
export async function countWaiting(database: Database, now: Date) {
  const em = database.em();
  const due = await em.count(Delivery, { nextTryAt: { $lte: now } });
  return { due, later: await em.count(Delivery, { nextTryAt: { $gt: now } }) };
}
