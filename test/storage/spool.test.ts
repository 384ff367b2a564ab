import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { Spool } from '../../src/storage/spool.ts';

const account = 'alice';
const content = (octets: number) => Readable.from([Buffer.alloc(octets, 1)]);

describe('the spool', () => {
  let folder: string;
  let spool: Spool;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-spool-'));
    spool = await Spool.open(folder, { limit: 100, share: 100 });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('stores content to its end, under its id', async () => {
    const file = await spool.store(content(60), { account });
    assert.deepEqual(await readdir(folder), [file.id]);
    assert.equal(file.size, 60);
    assert.ok((await buffer(file.open())).equals(Buffer.alloc(60, 1)));
    assert.equal(spool.left, 40);
    await file.discard();
    assert.deepEqual(await readdir(folder), []);
    assert.equal(spool.left, 100);
  });

  it('gives room back once, however often a file is discarded', async () => {
    const file = await spool.store(content(60), { account });
    await spool.store(content(30), { account });
    await Promise.all([file.discard(), file.discard()]);
    assert.equal(spool.left, 70);
  });

  it('refuses what has no room, announced or not, and gives all room back', async () => {
    const kept = await spool.store(content(50), { account });
    await assert.rejects(spool.store(content(10), { account, announced: 51 }), { code: 'no-room' });
    await assert.rejects(spool.store(content(51), { account }), { code: 'no-room' });
    await assert.rejects(async () => spool.expectRoomFor(51, account), { code: 'no-room' });
    spool.expectRoomFor(50, account);
    assert.equal(spool.left, 50);
    assert.deepEqual(await readdir(folder), [kept.id]);
  });

  it('gives all room back, and tells why, even where what came cannot be removed', async () => {
    const gone = `${folder}.gone`;
    async function* losing() {
      yield Buffer.alloc(10, 1);
      await rename(folder, gone);
      await writeFile(folder, 'no folder');
    }
    await assert.rejects(spool.store(Readable.from(losing()), { account, announced: 60 }));
    assert.equal(spool.left, 100);
    assert.equal(spool.takenBy(account), 0);
    await rm(gone, { recursive: true });
  });

  it('leaves alone what is no file, as what a disk has of its own', async () => {
    for (const name of ['lost+found', 'folder.part']) await mkdir(join(folder, name));
    const next = await Spool.open(folder, { limit: 100, share: 100 });
    assert.equal(await next.keepOnly(new Set()), 0);
    assert.deepEqual((await readdir(folder)).sort(), ['folder.part', 'lost+found']);
  });

  it('gives an account no more than its share, whatever it has there, and all others theirs', async () => {
    const shared = await Spool.open(folder, { limit: 100, share: 40 });
    const kept = await shared.store(content(30), { account });
    const words = /account alice has 10 octets left of its share .* 40 octets.*FULMAR_SPOOL_SHARE/;
    const refused = { code: 'no-room', message: words };
    await assert.rejects(shared.store(content(11), { account }), refused);
    await assert.rejects(shared.store(content(1), { account, announced: 11 }), refused);
    await assert.rejects(async () => shared.expectRoomFor(11, account), refused);
    const other = await shared.store(content(40), { account: 'bob' });
    assert.equal(shared.left, 30);
    await Promise.all([kept.discard(), other.discard()]);
    await shared.store(content(40), { account });
  });

  it('counts what an earlier run left into the share of its account', async () => {
    const { id } = await spool.store(content(30), { account });
    const next = await Spool.open(folder, { limit: 100, share: 40 });
    await next.find(id, account);
    await assert.rejects(next.store(content(11), { account }), { code: 'no-room' });
    await next.store(content(11), { account: 'bob' });
  });

  it('gives back what was announced and did not come', async () => {
    await spool.store(content(10), { account, announced: 90 });
    assert.equal(spool.left, 90);
  });

  it('removes what is incomplete when it is opened, and finds what is complete', async () => {
    const { id } = await spool.store(content(60), { account });
    await writeFile(join(folder, 'something.part'), 'cut off');
    const next = await Spool.open(folder, { limit: 100, share: 100 });
    assert.deepEqual(await readdir(folder), [id]);
    const found = await next.find(id, account);
    assert.equal(found?.size, 60);
    assert.equal(next.left, 40);
    assert.equal(await next.find('nothing', account), null);
  });

  it('keeps only what it is told to', async () => {
    const kept = await spool.store(content(10), { account });
    await spool.store(content(10), { account });
    await spool.store(content(10), { account });
    assert.equal(await spool.keepOnly(new Set([kept.id])), 2);
    assert.deepEqual(await readdir(folder), [kept.id]);
  });

  describe('for use by this process alone', () => {
    const mebibyte = 1024 * 1024;
    let large: Spool;
    beforeEach(async () => {
      large = await Spool.open(folder, { limit: 100 * mebibyte, share: 100 * mebibyte });
    });

    const hold = (octets: Buffer) => large.hold(Readable.from([octets]), { account: 'alice' });

    it('has what is small in memory, and counts it', async () => {
      const held = await hold(Buffer.from('content'));
      assert.deepEqual(await readdir(folder), []);
      assert.equal(large.taken, 7);
      assert.equal(await text(held.open()), 'content');
      assert.equal(await text(held.open()), 'content');
      await held.discard();
      await held.discard();
      assert.equal(large.taken, 0);
    });

    it('has what is larger in a file, of which the next start leaves nothing', async () => {
      const octets = randomBytes(mebibyte + 1);
      const held = await hold(octets);
      assert.equal((await readdir(folder)).length, 1);
      assert.ok((await buffer(held.open())).equals(octets));
      const next = await Spool.open(folder, { limit: 100, share: 100 });
      assert.equal(next.taken, 0);
      assert.deepEqual(await readdir(folder), []);
      await held.discard();
      assert.equal(large.taken, 0);
    });

    it('has what is small in files too where there is much of it', async () => {
      const all = [];
      for (let count = 0; count < 18; count += 1) all.push(await hold(randomBytes(mebibyte)));
      assert.equal((await readdir(folder)).length, 2);
      for (const held of all) await held.discard();
      assert.deepEqual(await readdir(folder), []);
      assert.equal(large.taken, 0);
      await hold(randomBytes(mebibyte));
      assert.deepEqual(await readdir(folder), []);
    });

    it('gives all room back where it has none, or the content breaks off', async () => {
      const small = await Spool.open(folder, { limit: 100, share: 100 });
      const tooMuch = Readable.from([Buffer.alloc(101)]);
      await assert.rejects(small.hold(tooMuch, { account: 'alice' }), { code: 'no-room' });
      async function* broken() {
        yield Buffer.alloc(50);
        throw new Error('broken off');
      }
      const content = Readable.from(broken());
      await assert.rejects(small.hold(content, { account: 'alice' }), { message: 'broken off' });
      assert.equal(small.taken, 0);
    });
  });
});
