import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { parseImage, readImage } from '../../src/solo5/image.ts';
import { readImageFile } from '../../src/solo5/image-file.ts';
import { block, CountingSource, network } from './image-file.ts';

const MiB = 1024 * 1024;

describe('reading an image without having it in memory', () => {
  let folder: string;
  let file: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fulmar-solo5-'));
    file = path.join(folder, 'image.hvt');
  });
  after(() => rm(folder, { recursive: true }));

  it('takes eight small reads, however large it is', async () => {
    const source = new CountingSource(sampleImage({ devices: [block], padTo: 8 * MiB }));
    assert.deepEqual((await readImage(source)).devices, [block]);
    assert.equal(source.reads, 8);
    assert.ok(source.octets < 1280, `${source.octets} octets`);
  });

  it('takes no more than 4 MiB of section headers and 1 MiB of names, whatever it announces', async () => {
    const image = Buffer.alloc(64 * MiB);
    sampleImage().copy(image);
    image.writeBigUInt64LE(BigInt(MiB), 0x28);
    image.writeUInt16LE(0xffff, 0x3c);
    for (const names of [MiB, MiB + 1, 63 * MiB]) {
      image.writeBigUInt64LE(BigInt(names), MiB + 5 * 64 + 32);
      const source = new CountingSource(image);
      await assert.rejects(readImage(source), { code: names > MiB ? 'malformed-elf' : 'no-abi' });
      assert.ok(source.octets <= 5 * MiB, `${source.octets} octets`);
    }
  });

  it('takes no more than 65,535 program headers, in one read', async () => {
    const image = Buffer.alloc(8 * MiB);
    sampleImage().copy(image);
    image.copy(image, MiB, 64, 64 + 3 * 56);
    image.writeBigUInt64LE(BigInt(MiB), 0x20);
    image.writeUInt16LE(0xffff, 0x38);
    const source = new CountingSource(image);
    const { program } = await readImage(source);
    assert.deepEqual(program, parseImage(sampleImage()).program);
    assert.equal(source.reads, 8);
    assert.ok(source.octets <= 4 * MiB, `${source.octets} octets`);
  });

  it('works on a path and on an open file, which stays open', async () => {
    const devices = [network, block];
    await writeFile(file, sampleImage({ target: 'hvt', devices }));
    const expected = parseImage(await readFile(file));
    assert.deepEqual(expected.devices, devices);
    assert.deepEqual(await readImageFile(file), expected);
    await using handle = await open(file);
    assert.deepEqual(await readImageFile(handle), expected);
    assert.deepEqual(await readImageFile(handle), expected);
  });

  it('passes the errors of the file system on', async () => {
    await assert.rejects(readImageFile(path.join(folder, 'absent')), { code: 'ENOENT' });
  });

  it('refuses a file that ends early, and one that becomes shorter meanwhile', async () => {
    const image = sampleImage({ padTo: 4096 });
    await writeFile(file, image);
    await truncate(file, 4000);
    await assert.rejects(readImageFile(file), { name: 'ImageError', code: 'truncated' });
    const shrinking = { size: image.length, read: async () => image.subarray(0, 10) };
    await assert.rejects(readImage(shrinking), { name: 'ImageError', code: 'truncated' });
  });

  it('refuses the program that runs this test, which is no unikernel', async function () {
    if (process.platform !== 'linux') this.skip();
    await assert.rejects(readImageFile(process.execPath), { name: 'ImageError', code: 'no-abi' });
  });
});
