import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { findWhere } from './find-where.ts';
import { type Table, tableOf } from './table.ts';

/** In what order rows are given. */
interface Order<T> {
  readonly by: readonly (keyof T & string)[];
  readonly descending?: boolean;
}

/**
 * The rows of an entity that have these values, null included. They are not entities of `em`: changing
 * them writes nothing.
 *
 * The statements of this folder are those of every change. The ORM takes longer to put one together than
 * the database to carry it out (`npm run bench -- toll`).
 */
export async function findEqual<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  equal: Partial<T>,
  order?: Order<T>,
): Promise<T[]> {
  const table = tableOf(em, entity);
  const { sql, values } = table.conditions(equal);
  return await findWhere(em, entity, order ? sql + ordered(table, order) : sql, values);
}

function ordered<T>(table: Table, { by, descending = false }: Order<T>): string {
  const direction = descending ? ' desc' : '';
  return ` order by ${by.map((property) => table.column(property) + direction).join(', ')}`;
}
