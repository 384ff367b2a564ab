import { isDeepStrictEqual } from 'node:util';
import type { Database, DatabaseLocation } from '../../src/database/database.ts';
import { openDatabase } from '../../src/server/open-database.ts';

/** Those in memory that no test uses, wiped: to open one anew takes the ORM twenty times as long, and memory. */
const idle: Database[] = [];

/** What makes all tables of SQLite. */
let script: Promise<string> | null = null;

/** Opens a database with all tables and nothing in them: in memory, or on PostgreSQL, where what there is goes. */
export async function openTables(location: DatabaseLocation): Promise<Database> {
  if ('memory' in location) return lend(idle.pop() ?? (await openMemory()));
  const database = await openDatabase(location);
  await database.orm.schema.refresh();
  return database;
}

async function openMemory(): Promise<Database> {
  const database = await openDatabase({ memory: true });
  const { schema, em } = database.orm;
  script ??= schema.getCreateSchemaSQL({ wrap: false });
  await em.getConnection().executeDump(await script);
  return database;
}

/** For one test: whoever uses it once it is closed fails, as with one that is gone. */
function lend(database: Database): Database {
  let isOpen = true;
  const lent = ownOf(database);
  const em: Database['em'] = (signal) => {
    if (!isOpen) throw new Error('The database is closed.');
    return database.em(signal);
  };
  const transaction: Database['transaction'] = (work) => em().transactional(work);
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    const isAsLent = isDeepStrictEqual(ownOf(database), lent);
    if (isAsLent && (await wipe(database).catch(() => false))) idle.push(database);
    else await database.close();
  };
  return { ...database, em, transaction, longTransaction: transaction, close };
}

/** What a test may have put into it besides rows: who listens to it, and methods of its own. */
function ownOf({ orm: { em } }: Database): readonly unknown[] {
  const listening = em.getEventManager().getSubscribers().size;
  return [listening, Object.getOwnPropertyNames(em.getConnection())];
}

/** Empties all tables; false where a test has left more than rows. */
async function wipe(database: Database): Promise<boolean> {
  const em = database.em();
  const made: { readonly type: string; readonly name: string }[] = await em.execute(
    "select type, name from sqlite_master where type in ('table', 'trigger', 'view')",
  );
  const tables = made.filter(({ type }) => type === 'table').map(({ name }) => name);
  const known = new Set((await script)?.match(/(?<=create table `)[^`]+/g));
  const isKnown = (name: string) => known.has(name) || name === 'sqlite_sequence';
  if (tables.length !== made.length || !tables.every(isKnown)) return false;
  const empty = tables.map((name) => `delete from \`${name}\`;`).join('\n');
  await em
    .getConnection()
    .executeDump(`pragma foreign_keys = off;\n${empty}\npragma foreign_keys = on;`);
  return true;
}
