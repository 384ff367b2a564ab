import { stat } from 'node:fs/promises';
import { isUpToDate } from '../../database/dump/schema-names.ts';
import { secretKeyFile } from '../data-folder.ts';
import { openDatabase } from '../open-database.ts';
import { refused } from './format/refused.ts';
import type { BackupPlace } from './source.ts';

/**
 * Opens the database of a server that does not run, as it is; `open` closes it. Throws `backup-refused`
 * where there is none, or it is of another release.
 */
export async function openStopped(
  place: Omit<BackupPlace, 'database'>,
  open: AsyncDisposableStack,
): Promise<BackupPlace> {
  const { data, database: at, secretKeys } = place.config;
  const files = [...('file' in at ? [at.file] : []), ...(secretKeys ? [] : [secretKeyFile(data)])];
  for (const file of files) {
    if (!(await stat(file).catch(() => null))) {
      throw refused(`There is no ${file}: name the data folder with --data, as FULMAR_DATA does.`);
    }
  }
  const database = await openDatabase(at);
  open.defer(() => database.close());
  if (await isUpToDate(database)) return { ...place, database };
  throw refused(
    'The database is of another release than this program: use the one that has used it last.',
  );
}
