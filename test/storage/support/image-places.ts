import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/base/clock.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { DatabasePlace } from '../../../src/storage/kept-images/database-place.ts';
import { ImageChunk } from '../../../src/storage/kept-images/entity.ts';
import { FolderPlace } from '../../../src/storage/kept-images/folder-place.ts';
import type { ImagePlace } from '../../../src/storage/kept-images/image-place.ts';
import { S3Place } from '../../../src/storage/s3/s3-place.ts';
import { openTables } from '../../support/open-tables.ts';
import { usePostgres } from '../../support/postgres.ts';
import { S3StandIn, s3Keys } from './s3-stand-in.ts';

/** A place for images, with a database for what is known of them; whoever opens it disposes of it. */
export interface OpenPlace extends AsyncDisposable {
  readonly place: ImagePlace;
  readonly database: Database;
  /** The digests of which there is any content, of images that are kept or not. */
  contents(): Promise<string[]>;
  /** Takes from a content what is behind its first MiB. */
  cut(digest: string): Promise<void>;
}

/** Called in a `describe`; what it gives opens a place of its own for a test. */
type UsePlace = () => () => Promise<OpenPlace>;

/** Every place that there is, to hold all of them to the same. */
export const imagePlaces: Readonly<Record<string, UsePlace>> = {
  'a folder': () => () => openFolder((folder) => FolderPlace.open(folder)),
  'a shared folder': () => () =>
    openFolder((folder) => FolderPlace.openShared(folder, systemClock)),
  PostgreSQL: () => {
    const url = usePostgres();
    return () => openPostgresql(url());
  },
  'a bucket': () => openBucket,
};

const mebibyte = 1024 * 1024;

async function openFolder(open: (folder: string) => Promise<ImagePlace>): Promise<OpenPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-kept-'));
  const database = await openMemory();
  return {
    ...{ place: await open(folder), database },
    contents: () => readdir(folder),
    cut: (digest) => truncate(join(folder, digest), mebibyte),
    async [Symbol.asyncDispose]() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openPostgresql(url: string): Promise<OpenPlace> {
  const database = await openTables({ url });
  return {
    ...{ place: new DatabasePlace(database), database },
    async contents() {
      const pieces = await database.em().findAll(ImageChunk, { fields: ['digest'] });
      return [...new Set(pieces.map(({ digest }) => digest))];
    },
    async cut(digest) {
      await database.em().nativeDelete(ImageChunk, { digest, number: { $gt: 0 } });
    },
    [Symbol.asyncDispose]: () => database.close(),
  };
}

async function openBucket(): Promise<OpenPlace> {
  const store = await S3StandIn.open();
  const deps = { address: store.address, keys: s3Keys, clock: systemClock, timer: systemTimer };
  const database = await openMemory();
  const { prefix } = store.address;
  return {
    ...{ place: await S3Place.open(deps), database },
    contents: async () => [...store.objects.keys()].map((key) => key.slice(prefix.length)),
    async cut(digest) {
      const content = store.objects.get(prefix + digest);
      store.objects.set(prefix + digest, content?.subarray(0, mebibyte) ?? Buffer.alloc(0));
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      await store[Symbol.asyncDispose]();
    },
  };
}

async function openMemory(): Promise<Database> {
  const database = await openTables({ memory: true });
  return database;
}
