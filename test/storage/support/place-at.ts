import * as z from 'zod';
import { systemClock } from '../../../src/base/clock.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { DatabasePlace } from '../../../src/storage/kept-images/database-place.ts';
import { FolderPlace } from '../../../src/storage/kept-images/folder-place.ts';
import { KeptImages } from '../../../src/storage/kept-images/kept-images.ts';
import { S3Place } from '../../../src/storage/s3/s3-place.ts';
import { s3Keys } from './s3-stand-in.ts';

/** A place and its database that outlive the process that opens them. */
export const placeAddress = z.object({
  database: z.union([z.object({ file: z.string() }), z.object({ url: z.string() })]),
  /** Where a folder is, the database itself, or a bucket. */
  place: z.union([
    z.object({ folder: z.string(), shared: z.boolean() }),
    z.literal('database'),
    z.object({
      endpoint: z.string(),
      region: z.string(),
      bucket: z.string(),
      prefix: z.string(),
    }),
  ]),
});
export type PlaceAddress = z.output<typeof placeAddress>;

/** Opens both, whose tables are there; whoever does disposes of it. */
export async function openKept({ database: location, place: address }: PlaceAddress) {
  const database = await openDatabase(location);
  const deps = { keys: s3Keys, clock: systemClock, timer: systemTimer };
  const open = async () => {
    if (address === 'database') return new DatabasePlace(database);
    if ('endpoint' in address) return await S3Place.open({ address, ...deps });
    if (address.shared) return await FolderPlace.openShared(address.folder, systemClock);
    return await FolderPlace.open(address.folder);
  };
  const place = await open();
  const locks = new LocalLocks(systemTimer);
  const kept = new KeptImages({ place, database, locks, clock: systemClock, limit: 2 ** 30 });
  return { place, kept, database, [Symbol.asyncDispose]: () => database.close() };
}
