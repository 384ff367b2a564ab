import { readdir } from 'node:fs/promises';
import { parse } from 'node:path';
import { keepCopy } from './copy-before.ts';
import type { Database } from './database.ts';
import { adoptEarlyRelease, earlyMigrations } from './early-release.ts';
import { DatabaseUnusableError } from './errors.ts';
import { type Dialect, migrationsFolder } from './orm-options.ts';

/** Any number that nobody else takes in the same database. */
const lockNumber = 4_660_310;

/**
 * Brings the tables up to date, from those of the first release on; of a SQLite file a copy is kept
 * before. Such a file belongs to one process; on PostgreSQL servers that start at the same time wait
 * for each other. Rejects with `DatabaseUnusableError` where the database is newer than the program.
 */
export async function migrate(database: Database): Promise<void> {
  const { orm, pool, transaction, withoutLimit } = database;
  if (!pool) {
    const executed = await executedMigrations(database, 'sqlite');
    if (executed.length > 0) await keepCopy(database);
    await transaction((em) => adoptEarlyRelease(em, 'sqlite'));
    await orm.migrator.up();
    return;
  }
  await withoutLimit(() =>
    transaction(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [lockNumber]);
      await executedMigrations(database, 'postgresql');
      await adoptEarlyRelease(em, 'postgresql');
      await orm.migrator.up({ transaction: em.getTransactionContext() });
    }),
  );
}

/** The migrations that a database has had, all of which the program knows. */
async function executedMigrations({ orm }: Database, dialect: Dialect): Promise<string[]> {
  const executed = (await orm.migrator.getExecuted()).map(({ name }) => parse(name).name);
  const files = await readdir(migrationsFolder(dialect));
  const known = new Set([...files.map((file) => parse(file).name), ...earlyMigrations]);
  const unknown = executed.findLast((name) => !known.has(name));
  if (unknown === undefined) return executed;
  throw new DatabaseUnusableError(
    `The database is newer than this program, which does not know ${unknown}: ` +
      'start the release that has changed it, or go back to a copy from before.',
  );
}
