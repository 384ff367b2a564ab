import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { PlaceAddress } from '../../test/storage/support/place-at.ts';
import { Cluster } from '../../test/support/shared/cluster.ts';
import { startChild } from './child.ts';
import { contentOf } from './content.ts';
import { residentDuring } from './resident.ts';
import type { BenchOptions, Row } from './row.ts';

const mebibyte = 2 ** 20;

/** How the resident memory of a process grows that keeps an image, and reads it, in each place. */
export async function benchImages({ quick }: BenchOptions): Promise<Row[]> {
  await using open = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-images-'));
  open.defer(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'shared'));
  const cluster = await Cluster.start();
  open.defer(() => cluster.stop());
  const bucket = open.use(await startChild('s3-store', null, bucketAddress));
  const file = (name: string) => ({ file: join(folder, `${name}.sqlite`) });
  const inFolder = (name: string, shared: boolean): PlaceAddress => ({
    database: file(name),
    place: { folder: join(folder, name), shared },
  });
  const places: readonly (readonly [string, PlaceAddress])[] = [
    ['the data folder', inFolder('own', false)],
    ['a shared folder', inFolder('shared', true)],
    ['PostgreSQL', { database: { url: await cluster.createDatabase() }, place: 'database' }],
    ['a bucket', { database: file('bucket'), place: bucket.told }],
  ];
  const images: SpooledImage[] = [];
  for (const seed of [1, 2]) images.push(await spoolImage(folder, seed, quick ? 16 : 64));
  const rows: Row[] = [];
  for (const [where, address] of places) rows.push(...(await measure(where, address, images)));
  return rows;
}

const bucketAddress = z.object({
  ...{ endpoint: z.string(), region: z.string(), bucket: z.string(), prefix: z.string() },
});

interface SpooledImage {
  readonly file: string;
  readonly digest: string;
  /** Octets. */
  readonly size: number;
}

/** Makes a file of so many MiB. */
async function spoolImage(folder: string, seed: number, mebibytes: number): Promise<SpooledImage> {
  const file = join(folder, `image-${seed}`);
  const size = mebibytes * mebibyte;
  const hash = createHash('sha256');
  for (const piece of contentOf(seed, size)) hash.update(piece);
  await pipeline(contentOf(seed, size), createWriteStream(file));
  return { file, digest: hash.digest('hex'), size };
}

/** The first one that a process keeps or reads, and a second one: V8 collects late. */
async function measure(
  where: string,
  address: PlaceAddress,
  images: readonly SpooledImage[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const act of ['keep', 'read'] as const) {
    await using child = await startChild('images', address, z.string());
    for (const [index, image] of images.entries()) {
      const ask = () => child.ask({ act, ...image });
      const { before, peak } = await residentDuring(child.pid, ask);
      const done = act === 'keep' ? 'kept in' : 'read from';
      const size = image.size / mebibyte;
      rows.push({
        what: `memory: ${index === 0 ? 'a first' : 'another'} image of ${size} MiB, ${done} ${where}`,
        figure: `${peak.toFixed(0)} MiB at its peak`,
        against: `${before.toFixed(0)} MiB before`,
        measured: peak - before,
        unit: 'MiB',
        bound: { atMost: 32 },
      });
    }
  }
  return rows;
}
