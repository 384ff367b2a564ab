import { BasePostgreSqlPlatform } from '@mikro-orm/sql';
import type { EntityManager } from '../database.ts';
import { recurring } from '../keep-compiled.ts';
import { letFollow } from '../wait-for-disk.ts';

/** What a statement has given. */
export interface Outcome<R> {
  readonly rows: readonly R[];
  /** How many rows it has changed. */
  readonly changed: number;
}

/** Whether SQLite does not wait for the disk, which has what is written within milliseconds. */
interface Patience {
  readonly soon?: boolean;
}

/**
 * Carries out a statement that is written out, with a `?` for each value, in the transaction of `em` where it
 * has one. The values are not in the text, which is the same each time, so that SQLite compiles it
 * once (`keepCompiled`). Throws as the ORM does: `UniqueConstraintViolationException` and the like.
 */
export async function execute<R extends object>(
  em: EntityManager,
  text: string,
  values: readonly unknown[],
  { soon = false }: Patience = {},
): Promise<Outcome<R>> {
  const onPostgresql = isPostgresql(em);
  const sql = onPostgresql ? numbered(text) : text + recurring;
  const parameters = values.map(onPostgresql ? forPostgresql : forSqlite);
  const query = { kind: 'RawNode', sqlFragments: [sql], parameters: [] } as const;
  const statement = { sql, parameters, query, queryId: { queryId: sql } };
  if (soon) letFollow(statement);
  try {
    const { rows, numAffectedRows = 0n } = await em.getKysely().executeQuery<R>(statement);
    return { rows, changed: Number(numAffectedRows) };
  } catch (error) {
    throw error instanceof Error ? em.getDriver().convertException(error) : error;
  }
}

/** Which of the two databases it is. */
export const isPostgresql = (em: EntityManager) =>
  em.getPlatform() instanceof BasePostgreSqlPlatform;

/** PostgreSQL counts the places of values. */
function numbered(text: string): string {
  let count = 0;
  return text.replaceAll('?', () => `$${++count}`);
}

/** Moments with their zone, which its driver would leave to the process. */
const forPostgresql = (value: unknown) => (value instanceof Date ? value.toISOString() : value);

/** Its driver takes neither moments, which are milliseconds there, nor truth values. */
function forSqlite(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Date ? value.getTime() : value;
}
