import type { Database } from '../database/database.ts';
import { quoted, tableShapes } from '../database/dump/cells.ts';
import type { Config } from './configuration.ts';
import { keptSecretKey, lostKey, ownSecretKey } from './data-folder.ts';

/**
 * The keys that seal what is secret, newest first: those that are configured, else the one of the data
 * folder, made where there is none and the database, with its tables as they are now, needs none. Throws
 * `DataFolderError`.
 */
export async function secretKeysFor(
  { secretKeys, data }: Pick<Config, 'secretKeys' | 'data'>,
  database: Database,
): Promise<readonly Uint8Array[]> {
  if (secretKeys) return secretKeys;
  if ((await keptSecretKey(data)) === null && (await holdsSealed(database))) throw lostKey(data);
  return [await ownSecretKey(data)];
}

/** Whether anything in a database opens only with the key that has sealed it. */
async function holdsSealed({ orm, em }: Database): Promise<boolean> {
  for (const { table, columns } of tableShapes(orm)) {
    for (const [column] of columns) {
      if (!isSealed(table, column)) continue;
      const found = `select 1 from ${quoted(table)} where ${quoted(column)} is not null limit 1`;
      if ((await em().execute(found)).length > 0) return true;
    }
  }
  return false;
}

const isSealed = (table: string, column: string) =>
  column.startsWith('sealed_') || (table === 'hosts' && column === 'ssh');
