import type { Clock } from '../../base/clock.ts';
import type { Database } from '../database.ts';
import { StoredEvent } from './entity.ts';

const day = 24 * 60 * 60 * 1000;

/** Events that are forgotten in one statement, so that nobody waits for long. */
const step = 1_000;

export interface PurgeEventsDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Days that an event is kept. */
  readonly days: number;
}

/** Forgets events that were kept long enough, in small steps. */
export async function purgeEvents({ database, clock, days }: PurgeEventsDeps): Promise<void> {
  const before = new Date(clock().getTime() - days * day);
  const old = { lastAt: { $lt: before }, number: { $ne: null } };
  const some = { limit: step, fields: ['serial'] } as const;
  for (;;) {
    const found = await database.em().find(StoredEvent, old, some);
    if (found.length === 0) return;
    const serial = found.map((event) => event.serial);
    await database.em().nativeDelete(StoredEvent, { serial });
  }
}
