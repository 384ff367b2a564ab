import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { execute } from './statement.ts';
import { tableOf } from './table.ts';

/**
 * Adds a row to the table of an entity. `unlessTaken`: a unique property; if a row has its value already,
 * nothing is added.
 */
export async function insertRow<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  row: Partial<T>,
  unlessTaken?: keyof T & string,
): Promise<void> {
  const table = tableOf(em, entity);
  const { sql, values } = table.row(row);
  const conflict = unlessTaken ? ` on conflict (${table.column(unlessTaken)}) do nothing` : '';
  await execute(em, `insert into ${table.name} ${sql}${conflict}`, values);
}
