import type { EntityClass, EntityDictionary } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { execute } from './statement.ts';
import { tableOf } from './table.ts';

/** One row of several tables. */
interface JoinedRow {
  /** What of it is an entity's, which is none of `em`, as those of `findEqual`; null: a `left join` has found none. */
  of<T extends object>(entity: EntityClass<T>): T | null;
}

/**
 * The rows of several entities that are joined, in one statement: `from` is what follows its columns in SQL, with
 * a `?` for each value.
 */
export async function findJoined(
  em: EntityManager,
  entities: readonly EntityClass[],
  from: string,
  values: readonly unknown[],
): Promise<JoinedRow[]> {
  const columns = entities.flatMap((entity) => tableOf(em, entity).qualifiedColumns);
  const select = `select ${columns.join(', ')} ${from}`;
  const { rows } = await execute<EntityDictionary<object>>(em, select, values);
  return rows.map((row) => ({ of: (entity) => tableOf(em, entity).readQualified(em, row) }));
}
