import { join } from 'node:path';
import { DatabasePlace } from '../storage/kept-images/database-place.ts';
import { FolderPlace } from '../storage/kept-images/folder-place.ts';
import type { ImagePlace } from '../storage/kept-images/image-place.ts';
import { S3Place } from '../storage/s3/s3-place.ts';
import { proxyOf } from './proxy.ts';
import type { ServerDeps } from './server-deps.ts';

/** Opens where images are kept. Rejects with `ImagesUnusableError`. */
export async function openImagePlace(
  deps: Pick<ServerDeps, 'config' | 'database' | 'clock' | 'timer'>,
): Promise<ImagePlace> {
  const { config, database, clock, timer } = deps;
  const { images, s3KeyId, s3Secret, data } = config;
  if (images && 'folder' in images) return await FolderPlace.openShared(images.folder, clock);
  if (images) {
    const keys = { id: s3KeyId ?? '', secret: s3Secret ?? '' };
    return await S3Place.open({ address: images.s3, keys, clock, timer, proxy: proxyOf(config) });
  }
  return database.pool ? new DatabasePlace(database) : await FolderPlace.open(join(data, 'images'));
}
