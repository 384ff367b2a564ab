import { readdir } from 'node:fs/promises';
import { parse } from 'node:path';
import { TableNotFoundException } from '@mikro-orm/core';
import { keepCopy } from './copy-before.ts';
import { createTables, migrationsTable } from './create-tables.ts';
import type { Database, EntityManager } from './database.ts';
import { adoptEarlyRelease, earlyMigrations } from './early-release.ts';
import { DatabaseUnusableError, databaseFault } from './errors.ts';
import { type Dialect, migrationsFolder } from './orm-options.ts';

/** Any number that nobody else takes in the same database. */
const lockNumber = 4_660_310;

/**
 * Brings the tables up to date, from those of the first release on; of a SQLite file a copy is kept
 * before. An empty database gets all of them at once, and one that is up to date is asked once. Such a
 * file belongs to one process; on PostgreSQL servers that start at the same time wait for each other.
 * Rejects with `DatabaseUnusableError` where the database is newer than the program.
 */
export async function migrate(database: Database): Promise<void> {
  const dialect = database.pool ? 'postgresql' : 'sqlite';
  const known = await knownMigrations(dialect);
  const executed = await executedMigrations(database.em(), known).catch(unlessEmpty);
  if (known.every((name) => executed.has(name))) return;
  if (dialect === 'sqlite') await migrateFile(database, known, executed);
  else await migrateShared(database, known);
}

async function migrateFile(
  database: Database,
  known: readonly string[],
  executed: ReadonlySet<string>,
): Promise<void> {
  const { orm, transaction } = database;
  if (executed.size === 0) {
    await transaction((em) => createTables(orm, em, 'sqlite', known));
    return;
  }
  const copy = await keepCopy(database);
  await transaction((em) => adoptEarlyRelease(em, 'sqlite'));
  await orm.migrator.up().catch((cause: unknown) => {
    throw unchanged(cause, copy === null ? '' : ` A copy of it is ${copy}.`);
  });
}

async function migrateShared(
  { orm, longTransaction }: Database,
  known: readonly string[],
): Promise<void> {
  const migrating = longTransaction(
    async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [lockNumber]);
      await em.execute(migrationsTable.postgresql);
      const executed = await executedMigrations(em, known); // others may have been at it meanwhile
      if (executed.size === 0) {
        await createTables(orm, em, 'postgresql', known);
        return;
      }
      await adoptEarlyRelease(em, 'postgresql');
      await orm.migrator.up({ transaction: em.getTransactionContext() });
    },
    { rests: true },
  );
  await migrating.catch((cause: unknown) => {
    throw unchanged(cause);
  });
}

/** Why a migration failed, which is all or nothing. */
function unchanged(cause: unknown, more = ''): unknown {
  if (cause instanceof DatabaseUnusableError || databaseFault(cause) === 'away') return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  const message = `The database cannot be brought up to date, and is as it was: ${words}.${more}`;
  return new DatabaseUnusableError(message, { cause });
}

/** Those that the program has, the oldest first. */
async function knownMigrations(dialect: Dialect): Promise<string[]> {
  const files = await readdir(migrationsFolder(dialect));
  return files
    .filter((file) => /^Migration\d+\.[jt]s$/.test(file))
    .map((file) => parse(file).name)
    .sort();
}

/** Those that a database has had, all of which the program has to know. */
async function executedMigrations(
  em: EntityManager,
  known: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await em.execute<{ name: string }[]>('select name from mikro_orm_migrations');
  const executed = rows.map(({ name }) => parse(name).name).sort();
  const understood = new Set([...known, ...earlyMigrations]);
  const unknown = executed.findLast((name) => !understood.has(name));
  if (unknown === undefined) return new Set(executed);
  throw new DatabaseUnusableError(
    `The database is newer than this program, which does not know ${unknown}: ` +
      'start the release that has changed it, or go back to a copy from before.',
  );
}

function unlessEmpty(error: unknown): ReadonlySet<string> {
  if (error instanceof TableNotFoundException) return new Set();
  throw error;
}
