import assert from 'node:assert/strict';
import type { Database, DatabaseLocation } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';
import { newPostgresDatabase } from '../support/shared/shared.ts';

type Rows = Readonly<Record<string, string>>[];

/** What each table and index of a SQLite file consists of, in any order. */
async function describeSqlite(database: Database): Promise<string[]> {
  const rows = await database
    .em()
    .execute<Rows>('select type, tbl_name, name, sql from sqlite_master where sql is not null');
  return rows.map(({ type, tbl_name, name, sql = '' }) => {
    const parts = sql.slice(sql.indexOf('(') + 1, sql.lastIndexOf(')')).split(/, (?=`)/);
    // The order of an index's columns counts, that of a table's does not.
    return JSON.stringify([type, tbl_name, name, type === 'table' ? parts.sort() : parts]);
  });
}

/** Columns, indexes and constraints of a PostgreSQL database. */
async function describePostgres(database: Database): Promise<string[]> {
  const rows = await database.em().execute<Rows>(`
    select concat_ws(' ', table_name, column_name, udt_name, is_nullable, column_default,
      character_maximum_length, datetime_precision) as text
      from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace`);
  return rows.map(({ text = '' }) => text);
}

async function describeTables(
  location: DatabaseLocation,
  make: (database: Database) => Promise<unknown>,
): Promise<string[]> {
  const database = await openDatabase(location);
  try {
    await make(database);
    const describeAll = database.pool ? describePostgres : describeSqlite;
    return (await describeAll(database)).sort();
  } finally {
    await database.close();
  }
}

const places = [
  { dialect: 'SQLite', where: () => async () => ({ memory: true }) as const },
  {
    dialect: 'PostgreSQL',
    where() {
      usePostgres(); // skips them where there is none
      return async () => ({ url: await newPostgresDatabase() });
    },
  },
];

for (const { dialect, where } of places) {
  describe(`the tables of an empty database [${dialect}]`, () => {
    const emptyPlace = where();

    it('are those that all migrations make one after another', async () => {
      const atOnce = await describeTables(await emptyPlace(), migrate);
      const byAndBy = await describeTables(await emptyPlace(), ({ orm }) => orm.migrator.up());
      assert(atOnce.length > 60);
      assert.deepEqual(atOnce, byAndBy);
    });

    it('are recorded as made by all migrations', async () => {
      const database = await openDatabase(await emptyPlace());
      await migrate(database);
      assert.deepEqual(await database.orm.migrator.getPending(), []);
      await database.close();
    });
  });
}
