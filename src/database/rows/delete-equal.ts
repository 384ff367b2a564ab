import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { execute } from './statement.ts';
import { tableOf } from './table.ts';

/** Forgets the rows of an entity that have these values, null included; gives how many there were. */
export async function deleteEqual<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  equal: Partial<T>,
): Promise<number> {
  const table = tableOf(em, entity);
  const { sql, values } = table.conditions(equal);
  return (await execute(em, `delete from ${table.name} where ${sql}`, values)).changed;
}
