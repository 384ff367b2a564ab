import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32, createGzip, deflateSync, gunzipSync } from 'node:zlib';
import { addressOf } from '../../../src/mollymawk/store/mailbox.ts';
import { readStore } from '../../../src/mollymawk/store/read-store.ts';
import { StoreError } from '../../../src/mollymawk/store/store-error.ts';

const sample = (name: string) => readFileSync(join(import.meta.dirname, name));
const read = (file: Buffer) => readStore(Readable.from([file], { objectMode: false }));
const refuses = (file: Buffer, words: RegExp) =>
  assert.rejects(read(file), (error) => {
    assert.ok(error instanceof StoreError, `${error}`);
    assert.match(error.message, words);
    return true;
  });

describe('the data of mollymawk', () => {
  for (const version of ['handmade-v9', 'sample-v10'] as const) {
    it(`is the same as JSON, as an image, and compressed in either way [${version}]`, async () => {
      const json = sample(`${version}.json`);
      const zipped = sample(`${version}.img.gz`);
      const image = gunzipSync(zipped);
      const store = await read(json);
      for (const file of [zipped, image, deflateSync(image)])
        assert.deepEqual(await read(file), store);
      assert.deepEqual(
        store.users.map(({ name, email, tokens }) => [name, email, tokens.length]),
        [
          ['dave.2', 'dave@example.org', 1],
          ['carol', 'carol@example.org', 2],
        ],
      );
      assert.deepEqual(
        store.configuration.map(({ name, server_port }) => [name, server_port]),
        [['real', 1025]],
      );
    });
  }

  it('is refused where it was copied while it was written, or is empty', async () => {
    const image = gunzipSync(sample('sample-v10.img.gz'));
    await refuses(flipped(image, 600), /stop mollymawk/);
    await refuses(flipped(image, 5), /stop mollymawk/);
    await refuses(Buffer.alloc(4096), /stop mollymawk/);
    await refuses(Buffer.alloc(0), /stop mollymawk/);
  });

  it('is refused where it is something else, or of another version', async () => {
    await refuses(Buffer.from('hello'), /neither a volume/);
    await refuses(randomBytes(100), /neither a volume|damaged|no JSON/); // as it begins
    await refuses(Buffer.from('{"version": 8}'), /has version 8, and .* start a mollymawk of 2026/);
    await refuses(Buffer.from('{"version": 11}'), /has version 11, and .* newer mollymawk/);
    await refuses(Buffer.from('{"version": 9.5}'), /not as mollymawk writes it: version: /);
    await refuses(Buffer.from('{"version": 10, "users": 1}'), /mollymawk writes it: users: /);
    await refuses(Buffer.from('[1]'), /not as mollymawk writes it: /);
  });

  it('is refused where it is cut off, without a word of what is in it', async () => {
    const json = sample('sample-v10.json');
    const zipped = sample('sample-v10.img.gz');
    const image = gunzipSync(zipped);
    await refuses(image.subarray(0, 1024), /ends before mollymawk’s data does/);
    await refuses(zipped.subarray(0, zipped.length / 2), /damaged or cut off/);
    await refuses(flipped(zipped, 200), /damaged or cut off/);
    await refuses(json.subarray(0, json.length - 9), /^The data is no JSON\.$/);
    await refuses(Buffer.from('{"private_key": oh'), /^The data is no JSON\.$/);
  });

  it('is not read beyond its end, however large the volume is', async () => {
    const image = gunzipSync(sample('sample-v10.img.gz'));
    let octets = 0;
    async function* volume() {
      yield image;
      for (; ; octets += 65_536) yield Buffer.alloc(65_536);
    }
    assert.equal((await readStore(Readable.from(volume()))).users.length, 2);
    assert.equal((await readStore(Readable.from(volume()).pipe(createGzip()))).users.length, 2);
    assert.ok(octets < 100 * 1024 ** 2);
    const header = Buffer.from(image.subarray(0, 512));
    header.writeBigUInt64BE(2n ** 62n, 2);
    header.writeUInt32BE(crc32(header.subarray(0, 14)), 14);
    await refuses(header, /larger than 256 MiB/);
  });

  it('takes a text behind which the rest of an older one is left, other sectors, and deep values', async () => {
    const image = gunzipSync(sample('sample-v10.img.gz'));
    const length = Number(image.readBigUInt64BE(2));
    const data = image.subarray(512, 512 + length);
    const parts = [image.subarray(0, 512), Buffer.alloc(3584), data, Buffer.from('}}rest')];
    assert.equal((await read(Buffer.concat(parts))).users.length, 2);
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    const text = sample('sample-v10.json')
      .toString()
      .replace('"cookies": [', `"cookies": [${deep},`);
    assert.equal((await read(Buffer.from(`\ufeff${text}`))).users[0]?.cookies.length, 4);
  });

  for (const [mailbox, address] of [
    ['Dave Doe <Dave@Example.ORG>', 'dave@example.org'],
    ['  dave@example.org ', 'dave@example.org'],
    ['dave@müller.example', 'dave@xn--mller-kva.example'],
    ['dävid@example.org', null],
    ['da ve@example.org', null],
    ['dave@example.org\0', null],
    ['dave', null],
    ['', null],
  ] as const) {
    it(`reads ${JSON.stringify(mailbox)} as ${address}`, () => {
      assert.equal(addressOf(mailbox), address);
    });
  }
});

function flipped(octets: Buffer, at: number): Buffer {
  const copy = Buffer.from(octets);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
