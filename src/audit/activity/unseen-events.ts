import type { FilterQuery } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { type PublishedEvent, publishedEvent } from '../../database/events/published-event.ts';
import { execute } from '../../database/rows/statement.ts';
import type { ActingAccount } from '../../identity/access/actor.ts';
import { wholeServer } from '../channels/entity.ts';
import { SeenEvents } from '../notices/entity.ts';
import { mutedObjects } from '../notices/mutes.ts';

/** Milliseconds after which nobody needs to be told by a bell. */
const newsFor = 7 * 24 * 60 * 60 * 1000;

/** Events that are shown; of others there is the number alone. */
const shown = 10;

/** What somebody has not seen yet. */
export interface Unseen {
  readonly count: number;
  /** The newest of them, these first. */
  readonly events: readonly PublishedEvent[];
}

/**
 * What is not well and was not seen: of an account's own, for an administrator also what only those see;
 * not of what is muted.
 */
export async function readUnseen(
  database: Database,
  clock: Clock,
  account: ActingAccount,
): Promise<Unseen> {
  const em = database.em();
  const now = clock();
  const since = new Date(now.getTime() - newsFor);
  const first = await firstSince(em, since);
  if (first === null) return { count: 0, events: [] };
  const seen = await em.findOne(SeenEvents, { accountId: account.id });
  const owners = account.admin ? [account.id, wholeServer] : [account.id];
  const muted = [...(await mutedObjects(em, owners, now)).values()].flat();
  const where: FilterQuery<StoredEvent> = {
    number: { $gt: Math.max(seen?.number ?? 0, first - 1) },
    severity: { $in: ['warning', 'error'] },
    at: { $gt: since },
    $or: [{ account: account.name }, ...(account.admin ? [{ account: null }] : [])],
    $and: muted.map((object) => ({
      $not: { $or: [{ object }, { object: { $like: `${object}/%` } }] },
    })),
  };
  const page = { orderBy: { number: 'desc' }, limit: shown } as const;
  const [found, count] = await em.findAndCount(StoredEvent, where, page);
  return { count, events: found.map(publishedEvent) };
}

/** Milliseconds for which events that say the same are told as one, and more. */
const foldedFor = 60 * 60 * 1000;

/**
 * A number before which no event has happened since then; null: none has at all. By the index of times, so that
 * what happened earlier is not read, however much there is.
 */
async function firstSince(em: EntityManager, since: Date): Promise<number | null> {
  const before = new Date(since.getTime() - foldedFor);
  const page = { orderBy: { lastAt: 'asc' }, fields: ['lastAt'] } as const;
  const where = { lastAt: { $gt: before }, number: { $ne: null } };
  const earliest = await em.findOne(StoredEvent, where, page);
  if (!earliest) return null;
  // One that was counted up since then was told earlier.
  const select =
    'select min(number) as number from events where last_at > ? and last_at <= ? and number is not null';
  const until = new Date(earliest.lastAt.getTime() + foldedFor);
  const { rows } = await execute<{ readonly number: number }>(em, select, [before, until]);
  return rows[0]?.number ?? null;
}

/** Somebody has seen all up to this number. */
export async function noteSeen(
  database: Database,
  accountId: string,
  number: number,
): Promise<void> {
  await database.transaction(async (em) => {
    const seen = { accountId, number };
    await em.upsert(SeenEvents, seen, { onConflictAction: 'ignore' });
    await em.nativeUpdate(SeenEvents, { accountId, number: { $lt: number } }, { number });
  });
}
