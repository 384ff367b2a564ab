import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { execute } from './statement.ts';
import { tableOf } from './table.ts';

/** Changes the rows of an entity that have these values, null included; gives how many there were. */
export async function updateEqual<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  equal: Partial<T>,
  change: Partial<T>,
): Promise<number> {
  const table = tableOf(em, entity);
  const set = table.assignments(change);
  const where = table.conditions(equal);
  const update = `update ${table.name} set ${set.sql} where ${where.sql}`;
  return (await execute(em, update, [...set.values, ...where.values])).changed;
}
