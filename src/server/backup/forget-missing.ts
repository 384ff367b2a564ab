import { KeptImage } from '../../storage/kept-images/entity.ts';
import { FolderPlace } from '../../storage/kept-images/folder-place.ts';
import { ConsoleSegment } from '../../unikernels/consoles/entity.ts';
import { openConsolePlace, openImagePlace } from '../open-image-place.ts';
import type { BackupPlace } from './source.ts';

/** How many contents of each kind are not where the server keeps them. */
export interface NotFound {
  readonly images: number;
  readonly consoles: number;
}

/**
 * Forgets the images that were kept where a backup was made, and are not here: what runs is fetched from its
 * host before the next deployment ends it, since it is known not to be kept. Gives how many contents are missing.
 */
export async function forgetMissing(into: BackupPlace): Promise<NotFound> {
  const place = await openImagePlace(into, FolderPlace.inUse);
  const em = into.database.em();
  let images = 0;
  for (const { digest } of await em.find(KeptImage, {}, { fields: ['digest'] })) {
    if (!(await place.has(digest))) images += await em.nativeDelete(KeptImage, { digest });
  }
  return { images, consoles: await countConsoles(into) };
}

/** Segments of consoles of which only the row is here. */
async function countConsoles(into: BackupPlace): Promise<number> {
  const where = { digest: { $ne: null } };
  const segments = await into.database.em().find(ConsoleSegment, where, { fields: ['digest'] });
  const place = await openConsolePlace(into, FolderPlace.inUse);
  let missing = 0;
  for (const { digest } of segments) if (!digest || !(await place?.has(digest))) missing += 1;
  return missing;
}
