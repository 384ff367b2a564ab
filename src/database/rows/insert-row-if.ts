import type { EntityClass, EntityDictionary } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { execute } from './statement.ts';
import { type Part, tableOf } from './table.ts';

/** What the database makes of a row. */
export interface Computed<T> {
  /** Whether it is added. */
  readonly condition: Part;
  /** Values that it finds out itself. */
  readonly values: { readonly [Property in keyof T]?: Part };
}

/** Adds a row to the table of an entity if a condition holds by then; gives it as it is stored, null: it did not hold. */
export async function insertRowIf<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  row: Partial<T>,
  { condition, values: computed }: Computed<T>,
): Promise<T | null> {
  const table = tableOf(em, entity);
  const told = table.columns(row);
  const found = Object.entries<Part | undefined>(computed).flatMap(([property, part]) =>
    part ? [{ name: table.column(property), part }] : [],
  );
  const names = [...told.names, ...found.map(({ name }) => name)];
  const selected = [...told.values.map(() => '?'), ...found.map(({ part }) => part.sql)];
  const insert =
    `insert into ${table.name} (${names.join(', ')}) select ${selected.join(', ')} ` +
    `where ${condition.sql} returning *`;
  const values = [...told.values, ...found.flatMap(({ part }) => part.values), ...condition.values];
  const { rows } = await execute<EntityDictionary<T>>(em, insert, values);
  return rows[0] ? table.read(em, rows[0]) : null;
}
