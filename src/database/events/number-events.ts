import { LockMode } from '@mikro-orm/core';
import type { Database } from '../database.ts';
import { EventSequence, StoredEvent } from './entity.ts';

/** The only row of the sequence. */
const row = { id: 1 };

/** Numbers the events of one batch, which are those of this table without a number. */
const giveNumbers = `
  update events set number = ? + ranked.place
  from (
    select serial, row_number() over (order by serial) as place
    from events where number is null order by serial limit ?
  ) as ranked
  where events.serial = ranked.serial`;

/** The number that was given last; 0: none was. */
export async function lastNumber(database: Database): Promise<number> {
  await database.em().upsert(EventSequence, { ...row, last: 0 }, { onConflictAction: 'ignore' });
  return (await database.em().findOneOrFail(EventSequence, row)).last;
}

/**
 * Gives the next numbers to events that are committed, at most `limit` of them, and says how many there
 * were. Of several servers one does so at a time, since it holds the sequence's row until its commit:
 * whoever sees a number sees all below it.
 */
export async function numberEvents(database: Database, limit: number): Promise<number> {
  const unnumbered = { number: null };
  if ((await database.em().count(StoredEvent, unnumbered)) === 0) return 0;
  return await database.transaction(async (em) => {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const sequence = await em.findOneOrFail(EventSequence, row, { lockMode });
    const waiting = Math.min(await em.count(StoredEvent, unnumbered), limit);
    await em.execute(giveNumbers, [sequence.last, waiting]);
    sequence.last += waiting;
    return waiting;
  });
}
