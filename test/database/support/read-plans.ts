import type { Database } from '../../../src/database/database.ts';

/** As much of the driver's connection to SQLite as is needed here. */
interface Connection {
  prepare(sql: string): { all(...values: readonly unknown[]): unknown[] };
}

function isConnection(value: unknown): value is Connection {
  return value instanceof Object && 'prepare' in value;
}

async function connectionOf(database: Database): Promise<Connection> {
  const connection: unknown = await database.orm.em.getConnection().getNativeClient();
  if (!isConnection(connection)) throw new TypeError('this is no connection to SQLite');
  return connection;
}

/** The statements that `work` has SQLite carry out. */
export async function toldBy(database: Database, work: () => Promise<unknown>): Promise<string[]> {
  const connection = await connectionOf(database);
  const { prepare } = connection;
  const told: string[] = [];
  connection.prepare = (sql) => {
    told.push(sql);
    return prepare.call(connection, sql);
  };
  try {
    await work();
  } finally {
    connection.prepare = prepare;
  }
  return told.filter((sql) => /^\s*(select|delete|update|with)\b/i.test(sql));
}

/** How SQLite carries out each statement that `work` has it do: a line for each step of each. */
export async function plansOf(database: Database, work: () => Promise<unknown>): Promise<string[]> {
  const told = await toldBy(database, work);
  const connection = await connectionOf(database);
  return told.flatMap((sql) => {
    const values = [...sql.matchAll(/\?/g)].map(() => null);
    const plan = connection.prepare(`explain query plan ${sql}`).all(...values);
    return plan.map((line) => String(Object(line).detail));
  });
}

/** Steps that read each row of a table, or put rows in order by themselves. */
export const costly = (plans: readonly string[], table: string): string[] =>
  plans.filter((line) => line.includes('TEMP B-TREE') || isScanOf(table).test(line));

/** An index that has all that is asked for is short, however large the rows are. */
const isScanOf = (table: string) => new RegExp(`^SCAN ${table}\\b(?!.* USING COVERING INDEX)`);
