import type { Database } from '../database.ts';
import { onlyRow } from '../rows/only-row.ts';
import { execute } from '../rows/statement.ts';
import { updateEqual } from '../rows/update-equal.ts';
import { EventSequence } from './entity.ts';

/** The only row of the sequence. */
const row = { id: 1 };

const anyWaiting = 'select serial from events where number is null limit 1';

/** Keeps others from it until the commit. */
const holdSequence = 'update event_sequence set last = last where id = 1 returning last';

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
  const { rows: waiting } = await execute(database.em(), anyWaiting, []);
  if (waiting.length === 0) return 0;
  return await database.transaction(async (em) => {
    const { rows } = await execute<Pick<EventSequence, 'last'>>(em, holdSequence, []);
    const { last } = onlyRow('event_sequence', rows);
    const { changed } = await execute(em, giveNumbers, [last, limit]);
    await updateEqual(em, EventSequence, row, { last: last + changed });
    return changed;
  });
}
