import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { findWhere } from './find-where.ts';
import { isPostgresql } from './statement.ts';
import { type Part, tableOf } from './table.ts';

/**
 * The rows of an entity that have these values once whoever is changing their keys just now, or removing them, has
 * committed that. SQLite has one connection, which whoever changes something has until then.
 */
export async function findUnchanging<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  equal: Partial<T>,
): Promise<T[]> {
  const { sql, values } = unchanging(em, entity, equal);
  return await findWhere(em, entity, sql, values);
}

/** The same as the end of a statement, behind its `where`; `impatient`: it fails where somebody is changing them (`isHeld`). */
export function unchanging<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  equal: Partial<T>,
  { impatient = false } = {},
): Part {
  const { sql, values } = tableOf(em, entity).conditions(equal);
  if (!isPostgresql(em)) return { sql, values };
  return { sql: `${sql} for key share${impatient ? ' nowait' : ''}`, values };
}
