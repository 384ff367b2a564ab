import type { EntityManager } from '../../database/database.ts';
import { Notice } from './entity.ts';
import { stillTrue } from './still-true.ts';

/** Has a channel tell those of some events, by their numbers, that are still so, as if they had happened now. */
export async function queueAgain(
  em: EntityManager,
  channel: string,
  numbers: readonly number[],
  now: Date,
): Promise<void> {
  if (numbers.length === 0) return;
  const rows = (await stillTrue(em, numbers)).map((number) => ({
    ...{ channel, number },
    ...{ queuedAt: now, behind: null },
  }));
  if (rows.length > 0) await em.insertMany(Notice, rows);
}
