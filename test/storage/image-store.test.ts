import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ImageStore } from '../../src/storage/image-store.ts';
import { Spool } from '../../src/storage/spool.ts';

const image = sampleImage({ devices: [{ name: 'storage', type: 'block' }] });

describe('the image store', () => {
  let folder: string;
  let spool: Spool;
  let images: ImageStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-images-'));
    spool = await Spool.open(folder, { limit: 1024 * 1024, share: 1024 * 1024 });
    images = new ImageStore(spool, image.length);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const receive = (...chunks: Buffer[]) => images.receive(Readable.from(chunks), 'alice');

  async function expectNothing() {
    assert.deepEqual(await readdir(folder), []);
    assert.equal(spool.left, 1024 * 1024);
  }

  it('receives an image with its digest and its manifest, until it is discarded', async () => {
    const stored = await receive(image.subarray(0, 100), image.subarray(100));
    assert.equal(stored.digest, createHash('sha256').update(image).digest('hex'));
    assert.equal(stored.size, image.length);
    assert.deepEqual(stored.solo5.devices, [{ name: 'storage', type: 'block' }]);
    assert.ok((await buffer(stored.open())).equals(image));
    await stored.discard();
    await stored.discard();
    await expectNothing();
  });

  it('refuses what is no image, and keeps nothing', async () => {
    await assert.rejects(receive(Buffer.from('no image')), { code: 'image-refused' });
    await expectNothing();
  });

  it('refuses an octet too many, and keeps nothing', async () => {
    await assert.rejects(receive(image, Buffer.alloc(1)), { code: 'too-large' });
    await expectNothing();
  });

  it('keeps nothing of an image that breaks off', async () => {
    async function* broken() {
      yield image.subarray(0, 100);
      throw new Error('broken off');
    }
    await assert.rejects(images.receive(Readable.from(broken()), 'alice'), {
      message: 'broken off',
    });
    await expectNothing();
  });

  it('ends with the signal, and keeps nothing', async () => {
    const endless = new PassThrough();
    endless.write(image.subarray(0, 100));
    const leaving = new AbortController();
    const received = images.receive(endless, 'alice', leaving.signal);
    setImmediate(() => leaving.abort());
    await assert.rejects(received, { name: 'AbortError' });
    await expectNothing();
  });
});
