import type { EntityClass } from '@mikro-orm/core';
import { Breath } from '../../base/breath.ts';
import type { Database } from '../database.ts';
import { execute } from './statement.ts';
import { tableOf } from './table.ts';

/** Rows that are forgotten in one statement, so that nobody waits for long. */
const step = 1_000;

/**
 * Forgets the rows of an entity to which a condition applies that is written in SQL, with a `?` for each value: in
 * small steps, each committed for itself, between which others have the database.
 */
export async function deleteInSteps(
  database: Pick<Database, 'em'>,
  entity: EntityClass,
  condition: string,
  values: readonly unknown[],
): Promise<void> {
  const breath = new Breath();
  for (;;) {
    const em = database.em();
    const { name, key } = tableOf(em, entity);
    const some = `select ${key} from ${name} where ${condition} limit ${step}`;
    const { changed } = await execute(em, `delete from ${name} where ${key} in (${some})`, values);
    if (changed < step) return;
    await breath.take();
  }
}
