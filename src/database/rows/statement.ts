import { BasePostgreSqlPlatform } from '@mikro-orm/sql';
import type { EntityManager } from '../database.ts';

/** What a statement has given. */
export interface Outcome<R> {
  readonly rows: readonly R[];
  /** How many rows it has changed. */
  readonly changed: number;
}

/**
 * Carries out a statement that is written out, with a `?` for each value, in the transaction of `em` where it
 * has one. The values are beside the text, which is the same each time: so SQLite compiles it once
 * (`keepCompiled`). Throws as the ORM does: `UniqueConstraintViolationException` and the like.
 */
export async function execute<R extends object>(
  em: EntityManager,
  text: string,
  parameters: readonly unknown[],
): Promise<Outcome<R>> {
  const sql = em.getPlatform() instanceof BasePostgreSqlPlatform ? numbered(text) : text;
  const query = { kind: 'RawNode', sqlFragments: [sql], parameters: [] } as const;
  const statement = { sql, parameters, query, queryId: { queryId: sql } };
  try {
    const { rows, numAffectedRows = 0n } = await em.getKysely().executeQuery<R>(statement);
    return { rows, changed: Number(numAffectedRows) };
  } catch (error) {
    throw error instanceof Error ? em.getDriver().convertException(error) : error;
  }
}

/** PostgreSQL counts the places of values. */
function numbered(text: string): string {
  let count = 0;
  return text.replaceAll('?', () => `$${++count}`);
}
