import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { constants, createZstdCompress, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { type Encoding, parseEncoding } from '../../src/storage/encoding/content-encoding.ts';
import { DigestCheck } from '../../src/volumes/content-digest.ts';
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

/** A frame that decoders pass over (RFC 8878, section 3.1.2), as pzstd writes one before each of its own. */
const skippable = Buffer.from('502a4d180400000007070707', 'hex');
const zeros = Buffer.alloc(10_240);
const none = Buffer.alloc(0);
const [head, tail] = [content.subarray(0, 123_456), content.subarray(123_456)];

describe('the content of an upload in several parts', () => {
  const whole: [string, Encoding, Buffer[]][] = [
    ['two members, as of `gzip >>` and pigz', 'gzip', [gzipSync(head), gzipSync(tail)]],
    ['an empty last member, as of bgzip', 'gzip', [gzipSync(content), gzipSync(none)]],
    ['an empty first member', 'gzip', [gzipSync(none), gzipSync(content)]],
    ['zeros behind it, as of a tape', 'gzip', [gzipSync(content), zeros]],
    ['two frames, as of `zstd >>`', 'zstd', [zstdCompressSync(head), zstdCompressSync(tail)]],
    [
      'frames to be skipped, as of pzstd',
      'zstd',
      [skippable, zstdCompressSync(head), skippable, zstdCompressSync(tail), skippable],
    ],
    ['an empty frame', 'zstd', [zstdCompressSync(content), zstdCompressSync(none)]],
  ];
  const broken: [string, Encoding, Buffer[]][] = [
    ['a member that is cut', 'gzip', [gzipSync(head), gzipSync(tail).subarray(0, 200)]],
    ['a member without its last octet', 'gzip', [gzipSync(head), gzipSync(tail).subarray(0, -1)]],
    ['a member of one octet', 'gzip', [gzipSync(head), gzipSync(tail).subarray(0, 1)]],
    ['something behind its zeros', 'gzip', [gzipSync(content), zeros, Buffer.from('x')]],
    [
      'a frame that is cut',
      'zstd',
      [zstdCompressSync(head), zstdCompressSync(tail).subarray(0, 9)],
    ],
    [
      'a frame to be skipped that is cut',
      'zstd',
      [zstdCompressSync(head), skippable.subarray(0, 9)],
    ],
    ['zeros behind it', 'zstd', [zstdCompressSync(content), zeros]],
    ['two streams', 'deflate', [deflateSync(head), deflateSync(tail)]],
  ];
  for (const length of [1, 7, 65_536]) {
    const inPieces = (parts: Buffer[]) => {
      const sent = Buffer.concat(parts);
      const count = Math.ceil(sent.length / length);
      const pieces = Array.from({ length: count }, (_, n) =>
        sent.subarray(n * length, (n + 1) * length),
      );
      return Readable.from(pieces);
    };

    for (const [what, encoding, parts] of whole) {
      it(`is one [${encoding}, ${what}, in pieces of ${length}]`, async () => {
        const { received } = await receive({ body: inPieces(parts), encoding });
        assert.ok(received.equals(content));
      });
    }

    for (const [what, encoding, parts] of broken) {
      it(`is refused [${encoding}, ${what}, in pieces of ${length}]`, async () => {
        const refused = receive({ body: inPieces(parts), encoding });
        await assert.rejects(refused, { code: 'invalid-encoding' });
      });
    }
  }
});

describe('the content of an upload in very many frames', () => {
  const split = (count: number, data: Buffer) =>
    Readable.from([Buffer.concat(Array.from({ length: count }, () => zstdCompressSync(data)))]);

  it('is refused where next to nothing is in each', async () => {
    const refused = receive({ body: split(1_001, none), encoding: 'zstd' });
    await assert.rejects(refused, { code: 'invalid-encoding' });
  });

  it('is taken where there is something in each', async () => {
    const limit = 1_100 * 4_096;
    const { incoming } = await receive({
      body: split(1_100, zeros.subarray(0, 4_096)),
      encoding: 'zstd',
      limit,
    });
    assert.equal(incoming.size, limit);
  });
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
