import * as z from 'zod';
import type { Database, EntityManager } from '../database.ts';
import { quoted, tableShapes } from './cells.ts';
import { nativeSqlite } from './native-sqlite.ts';
import { mendSequences, postgresSink } from './postgres-sink.ts';
import type { RowSink } from './row-sink.ts';
import type { SchemaNames } from './schema-names.ts';
import { sqliteSink } from './sqlite-sink.ts';

export interface Refill {
  /** The tables that the rows are from. */
  readonly schema: SchemaNames;
  /** Hands over all rows. */
  fill(sink: RowSink): Promise<void>;
  /** What is changed of them once the tables are as this program has them. */
  finish(database: Database): Promise<void>;
}

/** Makes the tables of a new SQLite file as they were, fills them, and brings them up to date. */
export async function fillSqlite(
  database: Database,
  { schema, fill, finish }: Refill,
): Promise<void> {
  const { migrator } = database.orm;
  await migrator.up({ to: schema.sqlite });
  const native = await nativeSqlite(database.orm);
  native.exec('begin');
  const sink = sqliteSink(native);
  await fill(sink);
  await sink.end();
  native.exec('commit');
  await migrator.up();
  await finish(database);
}

/** Removes all tables of a PostgreSQL database and does the same, in one transaction: all or nothing. */
export async function refillPostgres(
  database: Database,
  { schema, fill, finish }: Refill,
): Promise<void> {
  const { migrator } = database.orm;
  await migrator.getExecuted(); // makes their table where there is none, outside of the transaction
  await database.longTransaction(
    async (em) => {
      await dropTables(em);
      const transaction = em.getTransactionContext();
      await migrator.up({ to: schema.postgresql, transaction });
      const sink = postgresSink(em);
      await fill(sink);
      await sink.end();
      await mendSequences(em);
      await migrator.up({ transaction });
      await finish(within(database, em));
    },
    { rests: true },
  );
}

/** The database as it is inside of a transaction. */
function within(database: Database, em: EntityManager): Database {
  const inside = () => em.fork({ clear: true, keepTransactionContext: true });
  const transaction: Database['transaction'] = async (work) => {
    const forked = inside();
    const result = await work(forked);
    await forked.flush();
    return result;
  };
  return { ...database, em: inside, transaction, longTransaction: transaction };
}

const names = z.array(z.object({ name: z.string() }));

/** Tables that are ours, beside those that the ORM knows. */
const beside = ['mikro_orm_migrations', 'limits'];

/** The tables in a PostgreSQL database's schema that are none of this program's. */
export async function foreignTables(database: Database): Promise<string[]> {
  const own = new Set([...beside, ...tableShapes(database.orm).map(({ table }) => table)]);
  return (await tablesOf(database.em())).filter((name) => !own.has(name));
}

async function tablesOf(em: EntityManager): Promise<string[]> {
  const found = await em.execute(
    'select tablename as name from pg_tables where schemaname = current_schema()',
  );
  return names.parse(found).map(({ name }) => name);
}

async function dropTables(em: EntityManager): Promise<void> {
  for (const name of await tablesOf(em)) {
    if (name === 'mikro_orm_migrations') await em.execute(`delete from ${quoted(name)}`);
    else await em.execute(`drop table ${quoted(name)} cascade`);
  }
}
