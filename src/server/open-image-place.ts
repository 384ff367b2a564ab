import { join } from 'node:path';
import { DatabasePlace } from '../storage/kept-images/database-place.ts';
import { FolderPlace } from '../storage/kept-images/folder-place.ts';
import type { ImagePlace } from '../storage/kept-images/image-place.ts';
import { S3Place } from '../storage/s3/s3-place.ts';
import type { Config } from './configuration.ts';
import { proxyOf } from './proxy.ts';
import type { ServerDeps } from './server-deps.ts';

const consolesFolder = 'consoles';

type PlaceDeps = Pick<ServerDeps, 'config' | 'database' | 'clock' | 'timer'>;

/** How a folder of this server alone is opened: `FolderPlace.inUse` where it is open already. */
type OpenFolder = (folder: string) => FolderPlace | Promise<FolderPlace>;

/** Names the place of images for people; null: they are in the data folder or the database. */
export function describeImagePlace({ images }: Pick<Config, 'images'>): string | null {
  if (!images) return null;
  if ('folder' in images) return `the folder ${images.folder}`;
  const { endpoint, bucket, prefix } = images.s3;
  return `the bucket ${bucket}/${prefix} of ${endpoint}`;
}

/** Opens where images are kept. Rejects with `ImagesUnusableError`. */
export async function openImagePlace(
  deps: PlaceDeps,
  openFolder: OpenFolder = FolderPlace.open,
): Promise<ImagePlace> {
  const { config, database, clock, timer } = deps;
  const { images, s3KeyId, s3Secret, data } = config;
  if (images && 'folder' in images) return await FolderPlace.openShared(images.folder, clock);
  if (images) {
    const keys = { id: s3KeyId ?? '', secret: s3Secret ?? '' };
    return await S3Place.open({ address: images.s3, keys, clock, timer, proxy: proxyOf(config) });
  }
  return database.pool ? new DatabasePlace(database) : await openFolder(join(data, 'images'));
}

/**
 * Opens where long segments of consoles are kept: beside the images; null: in the database. Rejects with
 * `ImagesUnusableError`.
 */
export async function openConsolePlace(
  { config, database, clock, timer }: PlaceDeps,
  openFolder: OpenFolder = FolderPlace.open,
): Promise<ImagePlace | null> {
  const { images, s3KeyId, s3Secret, data } = config;
  if (images && 'folder' in images) {
    return await FolderPlace.openIn(images.folder, consolesFolder, clock);
  }
  if (images) {
    const address = { ...images.s3, prefix: `${images.s3.prefix}${consolesFolder}/` };
    const keys = { id: s3KeyId ?? '', secret: s3Secret ?? '' };
    return await S3Place.open({ address, keys, clock, timer, proxy: proxyOf(config) });
  }
  return database.pool ? null : await openFolder(join(data, consolesFolder));
}
