import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { growthDuring } from './support/resident-memory.ts';
import { useServer } from './support/server-world.ts';
import { SlowUpload } from './support/slow-upload.ts';

const mebibyte = 2 ** 20;
const megabytes = 256;
/** What may be sent or read before memory is measured. */
const warmUp = 64;
const allowed = 64 * mebibyte;

/** The n-th MiB of the content; no two are the same. */
const seed = randomBytes(mebibyte);
function piece(n: number): Buffer {
  const octets = Buffer.from(seed);
  octets.writeUInt32LE(n);
  return octets;
}

function hashOfContent(): string {
  const hash = createHash('sha256');
  for (let n = 0; n < megabytes; n++) hash.update(piece(n));
  return hash.digest('hex');
}

describe('a volume of 256 MiB', function () {
  this.timeout(120_000);
  const server = useServer();
  const sha256 = hashOfContent();

  before(async function () {
    if (!existsSync('/proc/self/status')) this.skip();
    await server().makeVolume('large', megabytes);
  });

  for (const direct of [false, true]) {
    it(`comes whole through little memory [direct: ${direct}]`, async () => {
      const world = server();
      const upload = new SlowUpload(world, 'large', megabytes * mebibyte, { direct });
      for (let n = 0; n < warmUp; n++) await upload.send(piece(n));
      const growth = await growthDuring(world.server.pid, async () => {
        for (let n = warmUp; n < megabytes; n++) await upload.send(piece(n));
        upload.end(Buffer.alloc(0));
        const { status, text } = await upload.answer;
        assert.equal(status, 200, text);
        const size = megabytes * mebibyte;
        const facts = { sizeBytes: size, contentSizeBytes: size, sha256 };
        assert.partialDeepStrictEqual(JSON.parse(text), facts);
      });
      const held = createHash('sha256');
      const file = join(world.folder, 'host', 'block', 'alice:large');
      for await (const octets of createReadStream(file)) held.update(octets);
      assert.equal(held.digest('hex'), sha256);
      assert(growth <= allowed, `grew by ${growth / mebibyte} MiB`);
    });
  }

  it('goes whole through little memory', async () => {
    const world = server();
    const path = `${world.url}/api/v1/hosts/one/volumes/large/data`;
    const { status, body } = await fetch(path, {
      headers: { authorization: `Bearer ${world.token}` },
    });
    assert(status === 200 && body);
    const content = body[Symbol.asyncIterator]();
    const hash = createHash('sha256');
    const read = async (max: number) => {
      for (let octets = 0; octets < max; ) {
        const { value, done } = await content.next();
        if (done) return;
        hash.update(value);
        octets += value.length;
      }
    };
    await read(warmUp * mebibyte);
    const rest = () => read(Number.POSITIVE_INFINITY);
    const growth = await growthDuring(world.server.pid, rest);
    assert.equal(hash.digest('hex'), sha256);
    assert(growth <= allowed, `grew by ${growth / mebibyte} MiB`);
  });
});
