import { stat } from 'node:fs/promises';
import { DataFolderError } from '../data-folder.ts';
import { userName } from './user-name.ts';

/** Throws `DataFolderError` for root, where the folder is another's, who could not use what root makes in it. */
export async function expectOwner(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const found = await stat(folder).catch(() => null);
  if (!found || found.uid === 0) return;
  const name = await userName(found.uid);
  throw new DataFolderError(
    `${folder} belongs to the user ${name ?? found.uid}, who could not use what root makes in it: ` +
      `call this as that user, with \`sudo -u ${name ?? `#${found.uid}`}\`.`,
  );
}
