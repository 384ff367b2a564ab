import type { MikroORM } from '@mikro-orm/sql';
import { DatabaseUnreachableError } from './errors.ts';
import { type Entities, postgresqlOptions } from './orm-options.ts';

/** What one statement has given. */
export interface QueryResult {
  readonly rows: readonly object[];
}

/** One connection to PostgreSQL, taken out of the pool. */
export interface PoolClient {
  query(text: string, values: readonly unknown[]): Promise<QueryResult>;
  /** One statement or several, which give several results. */
  query(text: string): Promise<QueryResult | QueryResult[]>;
  on(event: 'end' | 'error', listener: (error?: Error) => void): unknown;
  /** Gives it back; closes it where `destroy`. */
  release(destroy?: boolean): void;
}

/** The connections of one server (as `pg` has them, whose types are not published with it). */
export interface Pool {
  connect(): Promise<PoolClient>;
}

export interface OpenPostgresql {
  readonly orm: MikroORM;
  readonly pool: Pool;
}

/** Connections of one server. */
const mostConnections = 10;

/** Milliseconds to wait for a connection. */
const connectTimeout = 10_000;

/** Opens a PostgreSQL database by its address. Throws `DatabaseUnreachableError`. */
export async function openPostgresql(url: string, entities: Entities): Promise<OpenPostgresql> {
  const driver = await import('@mikro-orm/postgresql');
  const orm = await driver.MikroORM.init({
    ...postgresqlOptions(entities),
    clientUrl: url,
    pool: { max: mostConnections },
    driverOptions: { connectionTimeoutMillis: connectTimeout },
  });
  try {
    await orm.em.execute('select 1');
    return { orm, pool: await orm.em.getConnection().getNativeClient() };
  } catch (cause) {
    await orm.close(true);
    const message = `The database of FULMAR_DATABASE_URL cannot be reached: ${reasonOf(cause)}`;
    throw new DatabaseUnreachableError(message, { cause });
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
