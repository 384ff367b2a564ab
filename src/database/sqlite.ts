import type { MikroORM } from '@mikro-orm/sql';
import { DatabaseInUseError } from './errors.ts';
import { sqliteOptions } from './orm-options.ts';

/** Opens a SQLite file, or a database in memory where that is null. Throws `DatabaseInUseError`. */
export async function openSqlite(file: string | null): Promise<MikroORM> {
  const driver = await import('@mikro-orm/sqlite');
  const orm = await driver.MikroORM.init({ ...sqliteOptions, dbName: file ?? ':memory:' });
  if (file !== null) await prepareFile(orm, file);
  return orm;
}

/** What is committed outlives a crash, and no other process opens the file until this one ends. */
async function prepareFile(orm: MikroORM, file: string): Promise<void> {
  try {
    await orm.em.execute('pragma locking_mode = EXCLUSIVE');
    await orm.em.execute('pragma journal_mode = WAL');
    await orm.em.execute('pragma synchronous = FULL');
  } catch (cause) {
    await orm.close(true);
    if (!(cause instanceof Error && /database is locked/.test(cause.message))) throw cause;
    const message = `The database ${file} is in use by another process. Is a server running already?`;
    throw new DatabaseInUseError(message, { cause });
  }
}
