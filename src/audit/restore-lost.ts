import type { Database, EntityManager } from '../database/database.ts';
import { insertRow } from '../database/rows/insert-row.ts';
import { AuditEvent } from './entity.ts';
import { isToldBy, type ToldEvent, toldFields } from './is-told.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Milliseconds before the newest event within which the disk may have lost others: many times what it is late by. */
const within = minute;

/** Milliseconds for which something that was asked for may go on, and have parts that begin only then. */
const longest = 30 * day;

/** A change that another record tells of, which was on the disk before it was begun. */
export interface RecordedChange {
  readonly at: Date;
  readonly requestId: string;
  readonly accountName: string;
  /** null: it is not known any more. */
  readonly accountId: string | null;
  readonly tokenName: string | null;
  readonly tokenPrefix: string | null;
  readonly action: string;
  readonly object: string;
  /** Whose it was done to. */
  readonly domain: string;
}

export interface LostEvents {
  readonly database: Database;
  readonly now: Date;
  /** Days that an event is kept. */
  readonly days: number;
  /** The changes that began after a moment, and have not ended, or did so after another one. */
  changes(begun: Date, ended: Date): Promise<readonly RecordedChange[]>;
}

/**
 * Makes anew the events of changes that the machine has lost in a crash, or that were never answered since
 * the server was killed. In doubt none is made: what was told once is never told twice.
 */
export async function restoreLost({ database, now, days, changes }: LostEvents): Promise<void> {
  const em = database.em();
  const [newest] = await em.findAll(AuditEvent, { orderBy: { at: 'desc' }, limit: 1 });
  if (!newest) return;
  const kept = new Date(now.getTime() - days * day);
  const recorded = await changes(kept, new Date(newest.at.getTime() - within));
  const told = await eventsOf(em, recorded);
  const lost = recorded.filter((change) => !told.some((event) => isToldBy(change, event)));
  if (lost.length === 0) return;
  await database.transaction(async (em) => {
    for (const change of lost) await insertRow(em, AuditEvent, eventOf(change));
  });
}

/** What is told of the same requests. */
async function eventsOf(
  em: EntityManager,
  changes: readonly RecordedChange[],
): Promise<ToldEvent[]> {
  if (changes.length === 0) return [];
  const first = Math.min(...changes.map(({ at }) => at.getTime()));
  const where = {
    at: { $gte: new Date(first - longest) },
    requestId: [...new Set(changes.map(({ requestId }) => requestId))],
    accountName: [...new Set(changes.map(({ accountName }) => accountName))],
  };
  return await em.find(AuditEvent, where, { fields: [...toldFields] });
}

function eventOf({ at, domain, ...change }: RecordedChange): Omit<AuditEvent, 'id'> {
  return {
    ...change,
    ...{ at, lastAt: at, count: 1, address: null, status: null, outcome: 'unknown' },
    credential: change.tokenPrefix === null ? 'session' : 'token',
    domain: domain === change.accountName ? null : domain,
  };
}
