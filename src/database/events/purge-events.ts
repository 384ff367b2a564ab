import type { Clock } from '../../base/clock.ts';
import type { Database } from '../database.ts';
import { deleteInSteps } from '../rows/delete-in-steps.ts';
import { StoredEvent } from './entity.ts';

const day = 24 * 60 * 60 * 1000;

export interface PurgeEventsDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Days that an event is kept. */
  readonly days: number;
}

/** Forgets events that were kept long enough, in small steps. */
export async function purgeEvents({ database, clock, days }: PurgeEventsDeps): Promise<void> {
  const before = new Date(clock().getTime() - days * day);
  await deleteInSteps(database, StoredEvent, 'last_at < ? and number is not null', [before]);
}
