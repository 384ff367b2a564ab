import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';
import { generatedImage, piecesOf } from './support/image-of.ts';
import { openKept, type PlaceAddress } from './support/place-at.ts';
import { S3StandIn } from './support/s3-stand-in.ts';

const size = 6 * 1024 * 1024;
const image = generatedImage(1, size);
const keepHalf = join(import.meta.dirname, 'support', 'keep-half.ts');

/** Runs a process that keeps an image, and kills it in the middle of that. */
async function killHalfway(address: PlaceAddress): Promise<void> {
  const child = fork(keepHalf, [JSON.stringify(address), `${size}`]);
  const ended = once(child, 'exit');
  const half = once(child, 'message');
  assert.deepEqual((await Promise.race([half, ended]))[0], 'half');
  child.kill('SIGKILL');
  assert.deepEqual(await ended, [null, 'SIGKILL']);
}

describe('a server that is killed while it keeps an image', function () {
  this.timeout(60_000);
  const postgres = usePostgres();
  let folder: string;
  let store: S3StandIn;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-killed-'));
    store = await S3StandIn.open();
  });
  after(async () => {
    await store?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const addresses: Readonly<Record<string, () => Promise<PlaceAddress>>> = {
    'a folder': async () => ({
      database: { file: join(folder, 'own.sqlite') },
      place: { folder: join(folder, 'own'), shared: false },
    }),
    'a shared folder': async () => {
      await mkdir(join(folder, 'shared'));
      const database = { file: join(folder, 'shared.sqlite') };
      return { database, place: { folder: join(folder, 'shared'), shared: true } };
    },
    PostgreSQL: async () => ({ database: { url: postgres() }, place: 'database' }),
    'a bucket': async () => ({
      database: { file: join(folder, 'bucket.sqlite') },
      place: store.address,
    }),
  };

  for (const [where, addressOf] of Object.entries(addresses)) {
    it(`leaves nothing that is taken for an image, nor in the way of it [${where}]`, async () => {
      const address = await addressOf();
      const tables = await openDatabase(address.database);
      await tables.orm.schema.refresh();
      await tables.close();
      await killHalfway(address);

      await using next = await openKept(address);
      assert.equal(await next.kept.find(image.digest), null);
      await next.kept.sweep(new Set());
      assert.equal(await next.place.has(image.digest), false);
      await next.kept.keep(image);
      const found = await next.kept.find(image.digest);
      assert.ok(found);
      assert.ok((await buffer(found.open())).equals(Buffer.concat([...piecesOf(1, size)])));
    });
  }
});
