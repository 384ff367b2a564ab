import { chmod, rename, rm, stat } from 'node:fs/promises';
import type { Database } from './database.ts';
import { DatabaseUnusableError } from './errors.ts';

/** Keeps a copy of a SQLite file that is about to be migrated, beside it, named after the migration. */
export async function keepCopy({ orm, em }: Database): Promise<void> {
  const file = `${orm.config.get('dbName')}`;
  const [next] = await orm.migrator.getPending();
  if (!next || file === ':memory:') return;
  const copy = `${file}.before-${next.name}`;
  if (await stat(copy).catch(() => null)) return; // an earlier start was cut after it had made it
  const unfinished = `${copy}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    await em().execute('vacuum into ?', [unfinished]);
    await chmod(unfinished, 0o600);
    await rename(unfinished, copy);
  } catch (cause) {
    await rm(unfinished, { force: true });
    const words = cause instanceof Error ? cause.message : String(cause);
    const message = `No copy of the database can be kept before it is changed, ${copy}: ${words}.`;
    throw new DatabaseUnusableError(message, { cause });
  }
}
