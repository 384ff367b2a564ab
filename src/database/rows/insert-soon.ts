import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { execute } from './statement.ts';
import { tableOf } from './table.ts';

/**
 * Adds a row to the table of an entity, outside of a transaction, and does not wait for SQLite's disk: the row is seen
 * and outlives the process at once, and a crash of the machine soon. For what is made again of something that was on
 * the disk before. PostgreSQL waits all the same, since its machine may crash by itself, and nobody would make it again.
 */
export async function insertSoon<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  row: Partial<T>,
): Promise<void> {
  const table = tableOf(em, entity);
  const { sql, values } = table.row(row);
  await execute(em, `insert into ${table.name} ${sql}`, values, { soon: true });
}
