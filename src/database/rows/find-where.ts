import type { EntityClass, EntityDictionary } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { execute } from './statement.ts';
import { tableOf } from './table.ts';

/**
 * The rows of an entity to which a condition applies that is written in SQL, with its order where it has one
 * and a `?` for each value. They are not entities of `em`, like those of `findEqual`.
 */
export async function findWhere<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  condition: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const table = tableOf(em, entity);
  const select = `select * from ${table.name} where ${condition}`;
  const { rows } = await execute<EntityDictionary<T>>(em, select, values);
  return rows.map((row) => table.read(em, row));
}
