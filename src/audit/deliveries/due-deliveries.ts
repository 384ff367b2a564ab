import { sql } from '@mikro-orm/core';
import { earliest } from '../../base/earliest.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { execute } from '../../database/rows/statement.ts';
import { Channel } from '../channels/entity.ts';
import { suspendedAmong } from '../channels/may-tell.ts';
import { Delivery } from './entity.ts';
import { testType } from './test-content.ts';

/** What may be sent: tests that somebody asks for are sent even while everything automatic is paused. */
export type Sendable = 'all' | 'tests';

const typesOf = (what: Sendable) => (what === 'tests' ? { type: testType } : {});

/** Milliseconds until it is looked again whether an account that is suspended is so no longer. */
const suspendedInterval = 10_000;

/** What is not sent yet: notices for people, and deliveries that are to be tried. */
const anyWaiting = `
  select 1 as one where exists (select 1 from notices)
  or exists (select 1 from deliveries where next_try_at is not null)`;

/** Whether anything waits to be sent: usually nothing does, and no search is needed. */
export async function isAnyWaiting(database: Database): Promise<boolean> {
  return (await execute(database.em(), anyWaiting, [])).rows.length > 0;
}

/** Channels with something to tell now, by their ids; none that has to wait. */
export async function dueChannels(
  database: Database,
  what: Sendable,
  now: Date,
): Promise<string[]> {
  const em = database.em();
  const due = await countDue(em, now, what);
  const waiting = await waitingChannels(em, [...due.keys()], now);
  return [...due.keys()].filter((channel) => !waiting.has(channel));
}

/** How much each channel should have told by now, by its id, if it may. */
async function countDue(
  em: EntityManager,
  now: Date,
  what: Sendable = 'all',
): Promise<ReadonlyMap<string, number>> {
  const rows = await em
    .createQueryBuilder(Delivery, 'd')
    .select(['d.channel', sql`count(*)`.as('count')])
    .where({ nextTryAt: { $lte: now }, ...typesOf(what) })
    .groupBy('d.channel')
    .execute<{ channel: string; count: number | string }[]>('all');
  return new Map(rows.map(({ channel, count }) => [channel, Number(count)]));
}

/** Why a channel has to wait: its receiver has put it off, or its owner is suspended. */
type Waiting = 'put-off' | 'suspended';

/** Those of some channels that have to wait, and why. */
async function waitingChannels(
  em: EntityManager,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Waiting>> {
  if (ids.length === 0) return new Map();
  const fields = ['id', 'owner', 'putOffUntil'] as const;
  const channels = await em.find(Channel, { id: { $in: [...ids] } }, { fields });
  const suspended = await suspendedAmong(em, new Set(channels.map(({ owner }) => owner)));
  return new Map(
    channels.flatMap(({ id, owner, putOffUntil }): [string, Waiting][] => {
      if (suspended.has(owner)) return [[id, 'suspended']];
      return putOffUntil && putOffUntil > now ? [[id, 'put-off']] : [];
    }),
  );
}

/** What a channel is to tell now, the longest due first, at most so many. */
export async function dueOf(
  database: Database,
  channel: string,
  what: Sendable,
  now: Date,
  limit: number,
): Promise<Delivery[]> {
  const where = { channel, nextTryAt: { $lte: now }, ...typesOf(what) };
  const orderBy = { nextTryAt: 'asc', serial: 'asc' } as const;
  return await database.em().find(Delivery, where, { orderBy, limit });
}

/** When something is due next that is not yet, or need not wait any more; null: nothing waits. */
export async function nextDue(database: Database, now: Date): Promise<Date | null> {
  const em = database.em();
  const first = { limit: 1 } as const;
  const later = { $gt: now };
  const inTurn = { ...first, orderBy: { nextTryAt: 'asc' } } as const;
  const [next] = await em.find(Delivery, { nextTryAt: later }, inTurn);
  const byEnd = { ...first, orderBy: { putOffUntil: 'asc' } } as const;
  const [putOff] = await em.find(Channel, { putOffUntil: later }, byEnd);
  const resumed = await nextResumed(em, now);
  return earliest([next?.nextTryAt ?? null, putOff?.putOffUntil ?? null, resumed]);
}

/** When to look again for what waits for somebody who is suspended; null: nothing does. */
async function nextResumed(em: EntityManager, now: Date): Promise<Date | null> {
  const due = await countDue(em, now);
  const waiting = await waitingChannels(em, [...due.keys()], now);
  const isAny = [...waiting.values()].includes('suspended');
  return isAny ? new Date(now.getTime() + suspendedInterval) : null;
}

/** How many wait to be told, of all channels: that should have been by now, and that are to be tried later. */
export async function countWaiting(database: Database, now: Date) {
  const em = database.em();
  const counts = await countDue(em, now);
  const waiting = await waitingChannels(em, [...counts.keys()], now);
  const inTime = await em.count(Delivery, { nextTryAt: { $gt: now } });
  let [due, later] = [0, inTime];
  for (const [channel, count] of counts) {
    if (waiting.has(channel)) later += count;
    else due += count;
  }
  return { due, later };
}
