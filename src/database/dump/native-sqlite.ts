import type { MikroORM } from '@mikro-orm/sql';

/** What SQLite takes and gives. */
export type NativeValue = string | number | bigint | Uint8Array | null;

interface NativeStatement {
  run(...values: NativeValue[]): unknown;
  raw(): { iterate(): IterableIterator<NativeValue[]> };
}

/** As much of the driver's connection as dumps need; its package has no types. */
export interface NativeSqlite {
  prepare(sql: string): NativeStatement;
  exec(sql: string): unknown;
  /** Copies the database into a file, so many pages at a time, while it is used. */
  backup(file: string, how: { progress: () => number }): Promise<unknown>;
}

/** The connection itself, past the ORM. */
export async function nativeSqlite(orm: MikroORM): Promise<NativeSqlite> {
  const client: unknown = await orm.em.getConnection().getNativeClient();
  if (isSqlite(client)) return client;
  throw new TypeError('the database is not SQLite');
}

const isSqlite = (client: unknown): client is NativeSqlite =>
  typeof client === 'object' && client !== null && 'prepare' in client && 'backup' in client;
