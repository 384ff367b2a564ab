import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { systemTimer } from '../../src/base/timer.ts';
import type { Database } from '../../src/database/database.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import type { StoredImage } from '../../src/storage/image-store.ts';
import { DatabasePlace } from '../../src/storage/kept-images/database-place.ts';
import { ImageChunk } from '../../src/storage/kept-images/entity.ts';
import { FolderPlace } from '../../src/storage/kept-images/folder-place.ts';
import type { ImagePlace } from '../../src/storage/kept-images/image-place.ts';
import { KeptImages } from '../../src/storage/kept-images/kept-images.ts';
import { usePostgres } from '../support/postgres.ts';

const mebibyte = 1024 * 1024;
const hour = 3600 * 1000;

/** An image of this content; it may break off, or be another than its digest says. */
function imageOf(content: Buffer, { cut = false, digest = '' } = {}): StoredImage {
  async function* pieces() {
    for (let start = 0; start < content.length; start += 100_000) {
      if (cut && start > content.length / 2) throw new Error('it broke off');
      yield content.subarray(start, start + 100_000);
    }
  }
  return {
    digest: digest || createHash('sha256').update(content).digest('hex'),
    size: content.length,
    solo5: { target: 'hvt', abiVersion: 2, devices: [{ name: 'storage', type: 'block' }] },
    open: () => Readable.from(pieces(), { objectMode: false }),
    discard: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}

for (const dialect of ['a folder', 'PostgreSQL']) {
  describe(`images that are kept in ${dialect}`, () => {
    const postgres = dialect === 'PostgreSQL' ? usePostgres() : () => null;
    let folder: string;
    let database: Database;
    let place: ImagePlace;
    let now: Date;
    let kept: KeptImages;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fulmar-kept-'));
      const url = postgres();
      database = await openDatabase(url === null ? { memory: true } : { url });
      await database.orm.schema.refresh();
      place = url === null ? await FolderPlace.open(folder) : new DatabasePlace(database);
      now = new Date('2026-11-28T12:00:00Z');
      kept = new KeptImages({
        ...{ place, database, clock: () => now, limit: 8 * mebibyte },
        locks: new LocalLocks(systemTimer),
      });
    });
    afterEach(async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    });

    const contentOf = async (digest: string) => {
      const image = await kept.find(digest);
      assert.ok(image, 'it is kept');
      return await buffer(image.open());
    };

    /** How many pieces of content there are, of images that are kept or not. */
    const pieces = async () =>
      dialect === 'PostgreSQL'
        ? await database.em().count(ImageChunk)
        : (await readdir(folder)).length;

    for (const size of [1, mebibyte - 1, mebibyte, 3 * mebibyte + 17]) {
      it(`are given back as they came, with what they say of themselves [${size} octets]`, async () => {
        const content = randomBytes(size);
        const image = imageOf(content);
        await kept.keep(image);
        assert.ok((await contentOf(image.digest)).equals(content));
        const found = await kept.find(image.digest);
        assert.deepEqual([found?.size, found?.solo5], [size, image.solo5]);
      });
    }

    it('are kept once, whoever keeps them at the same time', async () => {
      const image = imageOf(randomBytes(2 * mebibyte));
      await Promise.all([kept.keep(image), kept.keep(image), kept.keep(image)]);
      const before = await pieces();
      await kept.keep(image);
      assert.equal(await pieces(), before);
      assert.ok((await contentOf(image.digest)).length > 0);
    });

    it('are none where they broke off, and are kept by the next try', async () => {
      const content = randomBytes(3 * mebibyte);
      await assert.rejects(kept.keep(imageOf(content, { cut: true })), /broke off/);
      const image = imageOf(content);
      assert.equal(await kept.find(image.digest), null);
      await kept.keep(image);
      assert.ok((await contentOf(image.digest)).equals(content));
    });

    it('are none where they are not what their digest says', async () => {
      const image = imageOf(randomBytes(1000), { digest: '0'.repeat(64) });
      await assert.rejects(kept.keep(image), /damaged/);
      assert.equal(await kept.find(image.digest), null);
    });

    it('are never read as whole where they were damaged', async () => {
      const image = imageOf(randomBytes(2 * mebibyte));
      await kept.keep(image);
      if (dialect === 'PostgreSQL') {
        await database.em().nativeDelete(ImageChunk, { digest: image.digest, number: 1 });
      } else await truncate(join(folder, image.digest), mebibyte);
      const received: Buffer[] = [];
      const read = async () => {
        const found = await kept.find(image.digest);
        for await (const piece of found?.open() ?? []) received.push(piece);
      };
      await assert.rejects(read(), /damaged/);
      assert.ok(Buffer.concat(received).length < mebibyte);
    });

    it('are refused beyond the room that there is', async () => {
      await kept.keep(imageOf(randomBytes(6 * mebibyte)));
      const refused = kept.keep(imageOf(randomBytes(3 * mebibyte)));
      await assert.rejects(refused, { code: 'no-room' });
    });

    it('go an hour later where nothing needs them', async () => {
      const [used, unused, fresh] = [1, 2, 3].map((size) => imageOf(randomBytes(size)));
      assert.ok(used && unused && fresh);
      await kept.keep(used);
      await kept.keep(unused);
      now = new Date(now.getTime() + hour + 1);
      await kept.keep(fresh);
      await kept.sweep(new Set([used.digest]));
      assert.ok(await kept.find(used.digest));
      assert.equal(await kept.find(unused.digest), null);
      assert.ok(await kept.find(fresh.digest));
      assert.equal(await pieces(), 2);
      assert.deepEqual(
        await kept.sizesOf([used.digest, unused.digest]),
        new Map([[used.digest, 1]]),
      );
    });

    it('stay where they are kept once more', async () => {
      const image = imageOf(randomBytes(10));
      await kept.keep(image);
      now = new Date(now.getTime() + hour + 1);
      await kept.keep(image);
      await kept.sweep(new Set());
      assert.ok(await kept.find(image.digest));
    });

    it('leave nothing of what a kill has cut', async () => {
      if (dialect === 'PostgreSQL') return; // the next try removes it, as above
      await writeFile(join(folder, `${'a'.repeat(64)}.x.part`), 'a part');
      await FolderPlace.open(folder);
      assert.deepEqual(await readdir(folder), []);
    });
  });
}
