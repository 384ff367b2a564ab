import { isSurelyUndone } from '../host-client/error-meanings.ts';
import type { UploadRecords } from './upload-records.ts';
import type { VolumeKey } from './volume-locks.ts';

/**
 * Has a host remove a volume. What is left of an upload, as where the server is killed meanwhile, does not bring the
 * volume back then.
 */
export async function whileRemoving(
  records: UploadRecords,
  key: VolumeKey,
  remove: () => Promise<void>,
): Promise<void> {
  await records.markRemoving(key);
  try {
    await remove();
  } catch (error) {
    // Where that fails it says nothing as long as the volume is there.
    if (isSurelyUndone(error)) await records.markRemoving(key, false).catch(() => {});
    throw error;
  }
}
