import type { Database } from './database.ts';

/**
 * Brings the tables up to date. The database belongs to one process (`openDatabase`), so nobody
 * else migrates at the same time.
 */
export async function migrate({ orm }: Database): Promise<void> {
  await orm.migrator.up();
}
