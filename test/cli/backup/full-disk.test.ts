import assert from 'node:assert/strict';
import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mountTiny, unmount } from '../../server/support/mount-tiny.ts';
import { OwnServer } from '../../support/own-server.ts';
import { callCommand } from '../support/call-command.ts';
import { passphrase, RestoredServer } from './restored-server.ts';

describe('backups on a disk that is full', function () {
  this.timeout(120_000);
  let file: string;
  let place: RestoredServer;
  let data: string;
  before(async function () {
    place = await RestoredServer.make();
    file = join(place.folder, 'all.backup');
    await using server = await OwnServer.open();
    const FULMAR_DATA = join(server.folder, 'data');
    const environment = { FULMAR_DATA, FULMAR_BACKUP_PASSPHRASE: passphrase };
    const told = await callCommand(server.folder, ['server', 'backup', file], { environment });
    assert.equal(told.code, 0, told.stderr);
    data = join(place.folder, 'data');
    await mkdir(data);
    if (!(await mountTiny(data, 8192))) this.skip();
  });
  after(async () => {
    await unmount(data).catch(() => {}); // where it could not be mounted
    await place[Symbol.asyncDispose]();
  });

  const ballast = () => join(data, 'ballast');
  /** Leaves so many KiB. */
  const fill = async (left: number) => {
    const { bavail, bsize } = await statfs(data);
    await writeFile(ballast(), Buffer.alloc(bavail * bsize - left * 1024));
  };
  const databases = async () =>
    (await readdir(data)).filter((name) => name.startsWith('fulmar.sqlite'));
  const backUp = (to: string) => place.control('server/backup', { file: to, passphrase });

  for (const left of [64, 400]) {
    it(`are not restored by half where ${left} KiB are left`, async () => {
      await fill(left);
      const told = await place.control('server/restore', { file, passphrase });
      assert.match(told.text, /disk.* nothing was restored/);
      assert.equal(told.code, 1);
      assert.deepEqual(await databases(), []);
      await rm(ballast());
    });
  }

  it('take no database’s place', async () => {
    await place.restore(file);
    await fill(100);
    const told = await place.control('server/restore', { file, passphrase, replace: true });
    assert.match(told.text, /disk.* nothing was restored/);
    assert.deepEqual(await databases(), ['fulmar.sqlite']);
    await rm(ballast());
    const copy = await backUp(join(place.folder, 'copy.backup'));
    assert.equal(copy.code, 0, copy.text);
    assert.partialDeepStrictEqual(JSON.parse(copy.text), { accounts: 1, hosts: 1 });
  });

  it('are not made where the database has no room for its copy, or the backup none', async () => {
    await fill(100);
    const elsewhere = await backUp(join(place.folder, 'other.backup'));
    assert.match(elsewhere.text, /data has no room for a copy of the database/);
    await rm(ballast());
    const small = join(place.folder, 'small');
    await mkdir(small);
    assert.ok(await mountTiny(small, 4));
    try {
      await writeFile(join(small, 'ballast'), Buffer.alloc(4096));
      const told = await backUp(join(small, 'other.backup'));
      assert.match(told.text, /small has no room for the backup/);
      assert.deepEqual(await readdir(small), ['ballast']);
    } finally {
      await unmount(small);
    }
    assert.deepEqual(await databases(), ['fulmar.sqlite']);
    const files = (await readdir(place.folder)).filter((name) => name.includes('backup'));
    assert.deepEqual(files.sort(), ['all.backup', 'copy.backup']);
  });
});
