import { KeptImage } from '../../storage/kept-images/entity.ts';
import { FolderPlace } from '../../storage/kept-images/folder-place.ts';
import { openImagePlace } from '../open-image-place.ts';
import type { BackupPlace } from './source.ts';

/**
 * Forgets the images that were kept where a backup was made, and are not here: what runs is fetched from its
 * host before the next deployment ends it, since it is known not to be kept.
 */
export async function forgetMissing(into: BackupPlace): Promise<void> {
  const place = await openImagePlace(into, FolderPlace.inUse);
  const em = into.database.em();
  for (const { digest } of await em.find(KeptImage, {}, { fields: ['digest'] })) {
    if (!(await place.has(digest))) await em.nativeDelete(KeptImage, { digest });
  }
}
