import { stat } from 'node:fs/promises';
import { DataFolderError } from '../data-folder.ts';

/** Throws `DataFolderError` for root, where the folder is another's, who could not use what root makes in it. */
export async function expectOwner(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const found = await stat(folder).catch(() => null);
  if (!found || found.uid === 0) return;
  throw new DataFolderError(
    `${folder} belongs to the user ${found.uid}, who could not use what root makes in it: ` +
      'call this as that one, with `sudo -u`.',
  );
}
