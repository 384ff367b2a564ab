import { chmod, rename, rm } from 'node:fs/promises';
import type { Database } from './database.ts';
import { DatabaseUnusableError } from './errors.ts';

/**
 * Keeps a copy of a SQLite file that is about to be migrated, beside it, named after the migration; gives its path,
 * null where there is nothing to copy. One that is there is of an earlier try, and others may have used the file since.
 */
export async function keepCopy({ orm, em }: Database): Promise<string | null> {
  const file = `${orm.config.get('dbName')}`;
  const [next] = await orm.migrator.getPending();
  if (!next || file === ':memory:') return null;
  const copy = `${file}.before-${next.name}`;
  const unfinished = `${copy}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    await em().execute('vacuum into ?', [unfinished]);
    await chmod(unfinished, 0o600);
    await rename(unfinished, copy);
    return copy;
  } catch (cause) {
    await rm(unfinished, { force: true });
    const words = cause instanceof Error ? cause.message : String(cause);
    const message = `No copy of the database can be kept before it is changed, ${copy}: ${words}.`;
    throw new DatabaseUnusableError(message, { cause });
  }
}
