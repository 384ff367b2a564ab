import type { Database } from '../database/database.ts';
import { insertRow } from '../database/rows/insert-row.ts';
import { AuditEvent } from './entity.ts';

/** Milliseconds before the newest event within which others may be lost: many times what the disk is late by. */
const within = 10 * 60_000;

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

/**
 * Makes anew the events of changes that the machine has lost in a crash, or that were never answered since
 * the server was killed: `changesSince` gives those that are recorded elsewhere.
 */
export async function restoreLost(
  database: Database,
  changesSince: (moment: Date) => Promise<readonly RecordedChange[]>,
): Promise<void> {
  const em = database.em();
  const [newest] = await em.findAll(AuditEvent, { orderBy: { at: 'desc' }, limit: 1 });
  if (!newest) return;
  const since = new Date(newest.at.getTime() - within);
  const changes = await changesSince(since);
  const ids = [...new Set(changes.map(({ requestId }) => requestId))];
  const told = await em.find(AuditEvent, { at: { $gte: since }, requestId: ids });
  const known = new Set(told.map(({ requestId }) => requestId));
  for (const change of changes) {
    if (known.has(change.requestId)) continue;
    known.add(change.requestId);
    await insertRow(database.em(), AuditEvent, eventOf(change));
  }
}

function eventOf({ at, domain, ...change }: RecordedChange): Omit<AuditEvent, 'id'> {
  return {
    ...change,
    ...{ at, lastAt: at, count: 1, address: null, status: null, outcome: 'unknown' },
    credential: change.tokenPrefix === null ? 'session' : 'token',
    domain: domain === change.accountName ? null : domain,
  };
}
