import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { constants, createZstdCompress, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { DigestCheck } from '../../src/volumes/content-digest.ts';
import { type Encoding, parseEncoding } from '../../src/volumes/content-encoding.ts';
import { IncomingContent } from '../../src/volumes/incoming-content.ts';

const content = Buffer.alloc(300_000, 'What the volume is to hold. ');
const encoders: Readonly<Record<Encoding, (data: Buffer) => Buffer>> = {
  identity: (data) => data,
  deflate: (data) => deflateSync(data),
  gzip: (data) => gzipSync(data),
  zstd: (data) => zstdCompressSync(data),
};
const digestOf = (algorithm: 'sha256' | 'sha512', data: Buffer) =>
  `${algorithm.replace('sha', 'sha-')}=:${createHash(algorithm).update(data).digest('base64')}:`;

interface Upload {
  readonly body: Readable;
  readonly encoding?: Encoding;
  readonly digest?: string;
  readonly limit?: number;
}

async function receive({ body, encoding = 'identity', digest, limit = content.length }: Upload) {
  const facts = { length: null, encoding, digest: DigestCheck.of(digest ?? null), empty: true };
  const incoming = new IncomingContent(body, facts, limit);
  const received = Buffer.concat(await incoming.stream.toArray());
  return { incoming, received };
}

describe('the content of an upload', () => {
  for (const [log, fits] of [
    [23, true],
    [24, false],
    [27, false],
  ] as const) {
    it(`is ${fits ? 'taken' : 'refused'} with a zstd window of 2^${log} octets`, async () => {
      const params = { [constants.ZSTD_c_windowLog]: log };
      // As from a pipe: with its size known, a frame asks for no more than that.
      const encoder = createZstdCompress({ params });
      const sent = encoder.toArray();
      for (let n = 0; n < 3; n += 1) encoder.write(content);
      encoder.end();
      const upload = receive({
        body: Readable.from(await sent),
        encoding: 'zstd',
        limit: 3 * content.length,
      });
      if (fits) assert.equal((await upload).incoming.size, 3 * content.length);
      else await assert.rejects(upload, { code: 'invalid-encoding' });
    });
  }

  for (const encoding of ['identity', 'deflate', 'gzip', 'zstd'] as const) {
    const sent = encoders[encoding](content);

    it(`arrives inflated and counted as sent and as stored [${encoding}]`, async () => {
      const parts = [sent.subarray(0, 7), sent.subarray(7, 8), sent.subarray(8)];
      const { incoming, received } = await receive({ body: Readable.from(parts), encoding });
      assert.ok(received.equals(content));
      assert.equal(incoming.received, sent.length);
      assert.equal(incoming.size, content.length);
      assert.equal(incoming.digest(), createHash('sha256').update(content).digest('hex'));
    });

    it(`is held against a digest of the octets sent [${encoding}]`, async () => {
      const digest = `${digestOf('sha512', sent)}, ${digestOf('sha256', sent)}`;
      await receive({ body: Readable.from([sent]), encoding, digest });
      const wrong = digestOf('sha256', Buffer.from('something else'));
      const refused = receive({ body: Readable.from([sent]), encoding, digest: wrong });
      await assert.rejects(refused, { code: 'invalid-digest' });
    });

    it(`ends where it exceeds the volume [${encoding}]`, async () => {
      const limit = content.length - 1;
      const refused = receive({ body: Readable.from([sent]), encoding, limit });
      await assert.rejects(refused, { code: 'too-large', facts: { limit } });
    });

    it(`fails as its body fails [${encoding}]`, async () => {
      const gone = new Error('the client is gone');
      const body = new Readable({ read: () => {} });
      body.push(sent.subarray(0, 10));
      setImmediate(() => body.destroy(gone));
      await assert.rejects(receive({ body, encoding }), gone);
    });
  }

  for (const encoding of ['deflate', 'gzip', 'zstd'] as const) {
    const sent = encoders[encoding](content);
    const bodies: [string, Buffer[]][] = [
      ['no octet', []],
      ['cut before its end', [sent.subarray(0, sent.length - 3)]],
      ['something else', [content]],
      ['an octet behind its end', [sent, Buffer.from('x')]],
      ['an octet behind its end, in one chunk', [Buffer.concat([sent, Buffer.from('x')])]],
    ];
    for (const [what, chunks] of bodies) {
      it(`is refused when it is no ${encoding} stream [${what}]`, async () => {
        const refused = receive({ body: Readable.from(chunks), encoding });
        await assert.rejects(refused, { code: 'invalid-encoding' });
      });
    }
  }
});

describe('the headers of an upload', () => {
  for (const header of ['br', 'gzip, deflate', 'gz', '']) {
    it(`are refused with an encoding that is not known [${header}]`, () => {
      assert.throws(() => parseEncoding(header), { code: 'unsupported-media-type' });
    });
  }

  for (const header of [
    'sha-256=abc',
    'md5=:AAAA:',
    'sha-256=:AAAA:',
    'sha-256=?1',
    'sha-256=(:AAAA:)',
    'nonsense',
    '',
  ]) {
    it(`are refused with a digest that cannot be checked [${header}]`, () => {
      assert.throws(() => DigestCheck.of(header), { code: 'invalid-digest' });
    });
  }

  it('may name a digest of an algorithm that is not known beside one that is', () => {
    const check = DigestCheck.of(`unixsum=:AAA=:, ${digestOf('sha256', content)}`);
    check.update(content);
    check.verify();
  });
});
