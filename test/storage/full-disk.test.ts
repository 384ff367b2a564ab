import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generatedImage } from './support/image-of.ts';
import { openKept } from './support/place-at.ts';

const run = promisify(execFile);
const mebibyte = 1024 * 1024;

describe('a full disk below the images', () => {
  const cleanup = new AsyncDisposableStack();
  let folder: string;
  before(async function () {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-full-'));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    const size = ['-o', 'size=2m,mode=700'];
    const mounted = await run('mount', ['-t', 'tmpfs', ...size, 'tmpfs', folder]).catch(() => null);
    if (!mounted) this.skip();
    cleanup.defer(async () => void (await run('umount', [folder])));
  });
  after(() => cleanup.disposeAsync());

  for (const shared of [false, true]) {
    it(`refuses one, keeps nothing of it, and takes a smaller one [${shared ? 'shared' : 'own'}]`, async () => {
      const file = join(await mkdtemp(join(tmpdir(), 'fulmar-full-')), 'fulmar.sqlite');
      await using open = await openKept({ database: { file }, place: { folder, shared } });
      await open.database.orm.schema.refresh();
      const large = generatedImage(1, 3 * mebibyte);
      await assert.rejects(open.kept.keep(large), { code: 'no-room' });
      assert.equal(await open.kept.find(large.digest), null);
      assert.deepEqual(await readdir(folder), []);
      const small = generatedImage(2, mebibyte);
      await open.kept.keep(small);
      assert.ok(await open.place.has(small.digest));
      await open.place.remove(small.digest);
      await rm(join(file, '..'), { recursive: true });
    });
  }
});
