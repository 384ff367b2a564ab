import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder, ownReplicaId, ownSecretKey } from '../../src/server/data-folder.ts';
import { openDatabase } from '../../src/server/open-database.ts';

describe('a data folder', () => {
  let folder = '';
  const database = () => ({ file: join(folder, 'fulmar.sqlite') });
  const open = () => openDataFolder(folder, { purpose: 'server', database: database() });
  const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('whose files a crash at the first start has left empty is used all the same', async () => {
    for (const name of ['owner', 'secret-key', 'replica', 'fulmar.sqlite']) {
      await writeFile(join(folder, name), '');
    }
    await open();
    await open();
    const key = await ownSecretKey(folder);
    assert.equal(key.length, 32);
    assert.deepEqual(await ownSecretKey(folder), key);
    const id = await ownReplicaId(folder);
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.equal(await ownReplicaId(folder), id);
    assert.match(await readFile(join(folder, 'owner'), 'utf8'), /^a server/);
    await (await openDatabase(database())).close();
  });

  it('has one key, where two begin with it at once', async () => {
    const [one, other] = await Promise.all([ownSecretKey(folder), ownSecretKey(folder)]);
    assert.deepEqual(one, other);
  });

  it('is private, and what it holds, whatever it was', async () => {
    const folders = ['spool', 'images', 'consoles'];
    const inside = folders.map((name) => `${name}/some`);
    const files = ['owner', 'secret-key', 'replica', 'fulmar.sqlite', ...inside];
    await open();
    await ownSecretKey(folder);
    await ownReplicaId(folder);
    for (const name of folders) await mkdir(join(folder, name));
    for (const name of inside) await writeFile(join(folder, name), 'content');
    await writeFile(join(folder, 'notes'), 'not ours');
    await (await openDatabase(database())).close();
    for (const name of [...files, 'notes']) await chmod(join(folder, name), 0o666);
    for (const name of ['.', ...folders]) await chmod(join(folder, name), 0o777);
    await open();
    for (const name of files) assert.equal(await modeOf(name), 0o600, name);
    for (const name of ['.', ...folders]) assert.equal(await modeOf(name), 0o700, name);
    assert.equal(await modeOf('notes'), 0o666);
  });

  it('may have a disk of its own for its content, with what that has itself', async () => {
    const own = join('spool', 'lost+found');
    await open();
    await mkdir(join(folder, own), { recursive: true });
    await chmod(join(folder, own), 0o700);
    await open();
    assert.equal(await modeOf(own), 0o700);
  });

  it('has a private database, whatever the umask', async () => {
    const umask = process.umask(0);
    try {
      const opened = await openDatabase(database());
      await opened.em().execute('create table things (id int)');
      for (const name of ['fulmar.sqlite', 'fulmar.sqlite-wal']) {
        assert.equal(await modeOf(name), 0o600, name);
      }
      await opened.close();
    } finally {
      process.umask(umask);
    }
  });

  it('makes a database private that others could read, wherever it is', async () => {
    const { file } = database();
    await writeFile(file, '');
    await chmod(file, 0o644);
    await (await openDatabase({ file })).close();
    assert.equal(await modeOf('fulmar.sqlite'), 0o600);
  });
});
