import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { execute } from './statement.ts';
import { type Part, tableOf } from './table.ts';

/** Adds a row to the table of an entity if a condition holds by then; says whether it did. */
export async function insertRowIf<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  row: Partial<T>,
  condition: Part,
): Promise<boolean> {
  const table = tableOf(em, entity);
  const { names, values } = table.columns(row);
  const places = values.map(() => '?').join(', ');
  const insert = `insert into ${table.name} (${names.join(', ')}) select ${places} where ${condition.sql}`;
  return (await execute(em, insert, [...values, ...condition.values])).changed > 0;
}
