import type { MikroORM } from '@mikro-orm/sql';
import { DatabaseUnreachableError } from './errors.ts';
import { postgresqlOptions } from './orm-options.ts';

/** Connections of one server for its queries. */
const mostConnections = 10;

/** Milliseconds to wait for a connection. */
const connectTimeout = 10_000;

/** Opens a PostgreSQL database by its address. Throws `DatabaseUnreachableError`. */
export async function openPostgresql(url: string): Promise<MikroORM> {
  const driver = await import('@mikro-orm/postgresql');
  const orm = await driver.MikroORM.init({
    ...postgresqlOptions,
    clientUrl: url,
    pool: { max: mostConnections },
    driverOptions: { connectionTimeoutMillis: connectTimeout },
  });
  try {
    await orm.em.execute('select 1');
    return orm;
  } catch (cause) {
    await orm.close(true);
    const message = `The database of FULMAR_DATABASE_URL cannot be reached: ${reasonOf(cause)}`;
    throw new DatabaseUnreachableError(message, { cause });
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
