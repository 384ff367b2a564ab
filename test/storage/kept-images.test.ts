import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Label, parseLabel } from '../../src/albatross/names.ts';
import { systemTimer } from '../../src/base/timer.ts';
import type { Database } from '../../src/database/database.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import type { Locks } from '../../src/database/locks/locks.ts';
import type { StoredImage } from '../../src/storage/image-store.ts';
import { DamagedImageError, ImagesUnusableError } from '../../src/storage/kept-images/errors.ts';
import { FolderPlace } from '../../src/storage/kept-images/folder-place.ts';
import { KeptImages } from '../../src/storage/kept-images/kept-images.ts';
import { LosableLocks } from '../support/losable-locks.ts';
import { imagePlaces, type OpenPlace } from './support/image-places.ts';

const mebibyte = 1024 * 1024;
const hour = 3600 * 1000;

/** Whether servers of other databases may have put their images there, too. */
const isShared = (where: string) => where === 'a shared folder' || where === 'a bucket';

interface Made {
  /** Called, where it is given, when half of the content was read; what it throws breaks that off. */
  readonly halfway?: () => void;
  /** Another one than it has. */
  readonly digest?: string;
}

/** An image of this content. */
function imageOf(content: Buffer, { halfway, digest }: Made = {}): StoredImage {
  async function* pieces() {
    for (let start = 0; start < content.length; start += 100_000) {
      if (start > content.length / 2) halfway?.();
      yield content.subarray(start, start + 100_000);
    }
  }
  return {
    digest: digest ?? createHash('sha256').update(content).digest('hex'),
    size: content.length,
    solo5: { target: 'hvt', abiVersion: 2, devices: [{ name: 'storage', type: 'block' }] },
    open: () => Readable.from(pieces(), { objectMode: false }),
    discard: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}

for (const [where, usePlace] of Object.entries(imagePlaces)) {
  describe(`images that are kept in ${where}`, () => {
    const openPlace = usePlace();
    let open: OpenPlace;
    let now: Date;
    let kept: KeptImages;

    beforeEach(async () => {
      open = await openPlace();
      now = new Date('2026-11-28T12:00:00Z');
      kept = new KeptImages({
        ...{ place: open.place, database: open.database },
        ...{ clock: () => now, limit: 8 * mebibyte, locks: new LocalLocks(systemTimer) },
      });
    });
    afterEach(() => open[Symbol.asyncDispose]());

    const contentOf = async (digest: string) => {
      const image = await kept.find(digest);
      assert.ok(image, 'it is kept');
      return await buffer(image.open());
    };

    /** The digests of which there is any content. */
    const contents = () => open.contents();

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

    it('are not kept by whoever has lost the lock meanwhile, but by the next', async () => {
      const losing = new AbortController();
      const locks = new LocalLocks(systemTimer);
      const acquire: Locks['acquire'] = async (...asked) => {
        const lock = await locks.acquire(...asked);
        return (
          lock && {
            ...lock,
            lost: losing.signal,
            [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
          }
        );
      };
      const { place, database } = open;
      const loser = new KeptImages({
        ...{ place, database, clock: () => now, limit: 8 * mebibyte },
        locks: { ...locks, acquire },
      });
      const content = randomBytes(3 * mebibyte);
      const lose = () => losing.abort(new Error('the lock is lost'));
      await assert.rejects(loser.keep(imageOf(content, { halfway: lose })), /the lock is lost/);
      const image = imageOf(content);
      assert.equal(await kept.find(image.digest), null);
      await kept.keep(image);
      assert.ok((await contentOf(image.digest)).equals(content));
    });

    it('are not taken from another by a sweep that has lost the lock meanwhile', async () => {
      const locks = new LosableLocks();
      const { place, database } = open;
      const image = imageOf(randomBytes(10));
      let lost: 'before' | 'behind' | null = null;
      const stalling: Database = {
        ...database,
        async transaction(work) {
          if (lost === 'before') locks.lose();
          const result = await database.transaction(work);
          if (lost === 'behind') {
            locks.lose();
            await kept.keep(image); // by another server
          }
          return result;
        },
      };
      const clock = () => now;
      const loser = new KeptImages({
        ...{ place, locks, clock, database: stalling, limit: 8 * mebibyte },
      });
      await kept.keep(image);
      for (lost of ['before', 'behind'] as const) {
        now = new Date(now.getTime() + 2 * hour);
        await assert.rejects(loser.sweep(new Set()), /lost/);
        assert.equal((await contentOf(image.digest)).length, image.size);
      }
    });

    it('are kept once, whoever keeps them at the same time', async () => {
      const image = imageOf(randomBytes(2 * mebibyte));
      await Promise.all([kept.keep(image), kept.keep(image), kept.keep(image)]);
      await kept.keep(image);
      assert.deepEqual(await contents(), [image.digest]);
      assert.ok((await contentOf(image.digest)).length > 0);
    });

    it('are none where they broke off, and are kept by the next try', async () => {
      const content = randomBytes(3 * mebibyte);
      const halfway = () => {
        throw new Error('it broke off');
      };
      await assert.rejects(kept.keep(imageOf(content, { halfway })), /broke off/);
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
      await open.cut(image.digest);
      const received: Buffer[] = [];
      const read = async () => {
        const found = await kept.find(image.digest);
        for await (const piece of found?.open() ?? []) received.push(piece);
      };
      await assert.rejects(read(), DamagedImageError);
      assert.ok(Buffer.concat(received).length < mebibyte);
    });

    it('leave the last quarter of the room to accounts with few of them', async () => {
      const [greedy, modest] = [parseLabel('greedy'), parseLabel('modest')];
      const keep = (account: Label, size: number) =>
        kept.keep(imageOf(randomBytes(size)), { account });
      for (let n = 0; n < 6; n += 1) await keep(greedy, mebibyte);
      await assert.rejects(keep(greedy, mebibyte), { code: 'no-room' });
      await keep(modest, mebibyte);
      now = new Date(now.getTime() + 3 * 3600_000);
      await kept.sweep(new Set());
      await keep(greedy, mebibyte);
    });

    it('have all of the room where there is nobody to leave some to, and who has none is told of', async () => {
      const told: string[] = [];
      const alone = new KeptImages({
        ...{ place: open.place, database: open.database },
        ...{ clock: () => now, limit: 8 * mebibyte, locks: new LocalLocks(systemTimer) },
        hasOthers: async (account) => account !== 'only',
        report: (_error, what) => told.push(what),
      });
      const keep = (account: Label, size: number) =>
        alone.keep(imageOf(randomBytes(size)), { account });
      for (let n = 0; n < 7; n += 1) await keep(parseLabel('only'), mebibyte);
      assert.deepEqual(told, []);
      await assert.rejects(keep(parseLabel('one'), 3 * mebibyte), { code: 'no-room' });
      await assert.rejects(keep(parseLabel('only'), 2 * mebibyte), { code: 'no-room' });
      assert.deepEqual(told, Array(2).fill('an image is not kept'));
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
      assert.deepEqual((await contents()).sort(), [used.digest, fresh.digest].sort());
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

    it('are swept away where a kill has left them, unless others may have put them there', async () => {
      const image = imageOf(randomBytes(2 * mebibyte));
      const { digest, size } = image;
      await open.place.write(digest, image.open(), { size });
      await kept.sweep(new Set());
      assert.deepEqual(await contents(), isShared(where) ? [digest] : []);
    });

    it('are not swept away while they are written', async () => {
      const sweeps: Promise<void>[] = [];
      const halfway = () => void sweeps.push(kept.sweep(new Set()));
      const image = imageOf(randomBytes(4 * mebibyte), { halfway });
      await kept.keep(image);
      assert.ok(sweeps.length > 0);
      await Promise.all(sweeps);
      assert.equal((await contentOf(image.digest)).length, image.size);
    });

    it('are told to be damaged where they are missing', async () => {
      const image = imageOf(randomBytes(10));
      await kept.keep(image);
      await open.place.remove(image.digest);
      await assert.rejects(contentOf(image.digest), DamagedImageError);
    });

    it('are kept anew where they are known, but are not in the place', async () => {
      const content = randomBytes(2 * mebibyte);
      const image = imageOf(content);
      await kept.keep(image);
      await open.place.remove(image.digest);
      await kept.keep(image);
      assert.ok((await contentOf(image.digest)).equals(content));
    });

    it('are none where whoever keeps them goes', async () => {
      const going = new AbortController();
      const image = imageOf(randomBytes(4 * mebibyte), {
        halfway: () => going.abort(new RangeError('gone')),
      });
      await assert.rejects(kept.keep(image, { signal: going.signal }));
      assert.equal(await kept.find(image.digest), null);
      await kept.keep(image);
      assert.equal((await contentOf(image.digest)).length, image.size);
    });
  });
}

describe('a folder for images', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-kept-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const leave = async (name: string, minutes: number) => {
    const path = join(folder, name);
    await writeFile(path, 'a part');
    const then = new Date(Date.now() - minutes * 60_000);
    await utimes(path, then, then);
  };

  it('of one server holds nothing of what a kill has cut', async () => {
    await leave(`${'a'.repeat(64)}.x.part`, 0);
    await FolderPlace.open(folder);
    assert.deepEqual(await readdir(folder), []);
  });

  it('of several servers keeps what another one writes, and not what nobody does', async () => {
    await leave('written.part', 50);
    await leave('left.part', 70);
    await leave('whole', 70);
    await FolderPlace.openShared(folder, () => new Date());
    assert.deepEqual((await readdir(folder)).sort(), ['whole', 'written.part']);
  });

  it('of several servers has to be there, which is said in one sentence', async () => {
    const opened = FolderPlace.openShared(join(folder, 'missing'), () => new Date());
    await assert.rejects(opened, (error) => {
      assert.ok(error instanceof ImagesUnusableError);
      assert.match(
        error.message,
        /^The images cannot be kept in \/.*\(FULMAR_IMAGES\): ENOENT.*\.$/,
      );
      return true;
    });
  });
});
