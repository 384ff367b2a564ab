import type { Database } from './database.ts';

/** Any number that nobody else takes in the same database. */
const lockNumber = 4_660_310;

/**
 * Brings the tables up to date. A SQLite file belongs to one process; on PostgreSQL servers that
 * start at the same time wait for each other.
 */
export async function migrate({ orm, pool, transaction, withoutLimit }: Database): Promise<void> {
  if (!pool) {
    await orm.migrator.up();
    return;
  }
  await withoutLimit(() =>
    transaction(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [lockNumber]);
      await orm.migrator.up({ transaction: em.getTransactionContext() });
    }),
  );
}
