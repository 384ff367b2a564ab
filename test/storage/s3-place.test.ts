import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../src/base/clock.ts';
import { Problem } from '../../src/base/errors.ts';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import { DamagedImageError, ImagesUnusableError } from '../../src/storage/kept-images/errors.ts';
import { S3Place } from '../../src/storage/s3/s3-place.ts';
import { type S3Fault, S3StandIn, s3Keys } from './support/s3-stand-in.ts';
import { signatureOf } from './support/signature-of.ts';

const mebibyte = 1024 * 1024;

const stallTime = 30_000;

/** Turns of the event loop in which a wait that ended has had its consequences. */
const maxTurns = 100_000;

/** Time by hand: what waits for the store ends when a test says so, pauses are over at once. */
class ManualTimer {
  readonly #waits = new Set<() => void>();

  readonly timer: Timer = (milliseconds, action) => {
    if (milliseconds !== stallTime) return systemTimer(0, action);
    this.#waits.add(action);
    return { [Symbol.dispose]: () => this.#waits.delete(action) };
  };

  /** Whether anything waits for the store. */
  get waiting(): boolean {
    return this.#waits.size > 0;
  }

  /** Has every wait for the store end, until a promise is settled, which it gives. */
  async expire<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const end = () => {
      settled = true;
    };
    promise.then(end, end);
    for (let turn = 0; turn < maxTurns && !settled; turn += 1) {
      for (const action of this.#waits) action();
      await setImmediate();
    }
    assert.ok(settled, 'it waits without an end');
    return await promise;
  }
}

const image = randomBytes(5 * mebibyte + 17);
const digest = createHash('sha256').update(image).digest('hex');

async function* inPieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < content.length; start += mebibyte) {
    yield content.subarray(start, start + mebibyte);
  }
}

describe('the signature of a request to S3', () => {
  it('is, in the stand-in, that of the example in the documentation of S3', () => {
    const headers = {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': createHash('sha256').digest('hex'),
      'x-amz-date': '20130524T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
        'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=0',
    };
    const url = new URL('https://examplebucket.s3.amazonaws.com/test.txt');
    assert.equal(
      signatureOf({ method: 'GET', url, headers }, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });
});

describe('images in a bucket', () => {
  let store: S3StandIn;
  let place: S3Place;
  let time: ManualTimer;
  beforeEach(async () => {
    store = await S3StandIn.open();
    time = new ManualTimer();
    place = await S3Place.open(depsOf());
  });
  afterEach(() => store[Symbol.asyncDispose]());

  const depsOf = (changed: { secret?: string; bucket?: string } = {}) => ({
    address: { ...store.address, bucket: changed.bucket ?? 'images' },
    keys: { ...s3Keys, ...(changed.secret && { secret: changed.secret }) },
    ...{ clock: systemClock, timer: time.timer, stallTime },
  });

  const write = (signal?: AbortSignal) =>
    place.write(digest, inPieces(image), { size: image.length, ...(signal && { signal }) });

  const read = async () => Buffer.concat(await Array.fromAsync(place.read(digest)));

  const unreachable = (words: RegExp) => (error: unknown) =>
    error instanceof Problem && error.code === 'service-unreachable' && words.test(error.detail);

  it('leave nothing of the trial that opens it', () => {
    assert.deepEqual([...store.objects], []);
  });

  for (const [what, changed, words] of [
    ['another secret', { secret: 'wrong' }, /403 \(SignatureDoesNotMatch\)/],
    ['a bucket that is not there', { bucket: 'other' }, /404 \(NoSuchBucket\)/],
  ] as const) {
    it(`are refused in one sentence, which tells no secret [${what}]`, async () => {
      await assert.rejects(S3Place.open(depsOf(changed)), (error) => {
        assert.ok(error instanceof ImagesUnusableError);
        assert.match(error.message, words);
        assert.match(error.message, /^The images cannot be kept in s3:.*\(FULMAR_IMAGES\).*\.$/);
        assert.ok(!error.message.includes(s3Keys.secret) && !error.message.includes('wrong'));
        return true;
      });
    });
  }

  it('are refused in one sentence where nobody listens', async () => {
    const { address, ...deps } = depsOf();
    await store[Symbol.asyncDispose]();
    const opened = S3Place.open({ ...deps, address });
    await assert.rejects(opened, /cannot be reached \(ECONNREFUSED\)\.$/);
    store = await S3StandIn.open();
  });

  it('are refused in one sentence where nobody takes up what is sent', async () => {
    const silent = createServer(); // takes connections, and greets nobody
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port }: AddressInfo = Object(silent.address());
    const connected = once(silent, 'connection');
    const address = { ...store.address, endpoint: `https://127.0.0.1:${port}` };
    const opened = S3Place.open({ ...depsOf(), address });
    opened.catch(() => {});
    await connected;
    await assert.rejects(time.expire(opened), /it did not go on for 30 s\.$/);
    silent.close();
  });

  it('wait for their own source without an end', async () => {
    async function* slow() {
      for (const piece of await Array.fromAsync(inPieces(image))) {
        assert.equal(time.waiting, false);
        yield piece;
      }
    }
    await place.write(digest, slow(), { size: image.length });
    assert.ok((await read()).equals(image));
  });

  it('are objects below the prefix, by their digest', async () => {
    await write();
    assert.deepEqual([...store.objects.keys()], [`fulmar/${digest}`]);
    assert.ok((await read()).equals(image));
  });

  it('are none where the store received something else', async () => {
    const other = Buffer.from(image);
    other.writeUInt8(other.readUInt8(7) ^ 1, 7);
    const written = place.write(digest, inPieces(other), { size: other.length });
    await assert.rejects(written, unreachable(/400 \(XAmzContentSHA256Mismatch\)/));
    assert.equal(await place.has(digest), false);
  });

  const refusals: readonly (readonly [string, S3Fault, RegExp])[] = [
    ['503', { kind: 'refuse', status: 503, code: 'SlowDown' }, /answered 503 \(SlowDown\)/],
    ['403 at once', { kind: 'refuse-early', status: 403, code: 'AccessDenied' }, /403 \(AccessD/],
  ];
  for (const [what, fault, words] of refusals) {
    it(`are none where the store refuses them, and kept by the next try [${what}]`, async () => {
      store.failNext('PUT', fault);
      await assert.rejects(write(), unreachable(words));
      assert.equal(await place.has(digest), false);
      await write();
      assert.ok((await read()).equals(image));
    });
  }

  for (const [what, content] of [
    ['large', image],
    ['small', image.subarray(0, 10)],
  ] as const) {
    it(`are none where the store says nothing, and kept by the next try [${what}]`, async () => {
      store.failNext('PUT', { kind: 'silent' });
      const asked = once(store.events, 'request');
      const written = place.write(digest, inPieces(content), { size: content.length });
      written.catch(() => {});
      await asked;
      await assert.rejects(time.expire(written), unreachable(/did not go on for 30 s/));
      assert.equal(await place.has(digest), false);
      await write();
      assert.ok((await read()).equals(image));
    });
  }

  it('are none where their own source broke off, with its error', async () => {
    async function* cut() {
      yield image.subarray(0, mebibyte);
      throw new RangeError('it broke off');
    }
    await assert.rejects(
      place.write(digest, cut(), { size: image.length }),
      /RangeError.*broke off/,
    );
    assert.equal(await place.has(digest), false);
  });

  it('are none where whoever keeps them goes', async () => {
    const going = new AbortController();
    store.failNext('PUT', { kind: 'silent' });
    const asked = once(store.events, 'request');
    const written = write(going.signal);
    await asked;
    going.abort(new RangeError('gone'));
    await assert.rejects(written, RangeError);
  });

  it('are asked for again where the store is busy for a moment', async () => {
    await write();
    store.failNext('GET', { kind: 'refuse', status: 503, code: 'SlowDown' });
    assert.ok((await read()).equals(image));
  });

  it('are unreachable where the store stays busy', async () => {
    await write();
    for (const _try of [1, 2, 3]) {
      store.failNext('GET', { kind: 'refuse', status: 503, code: 'SlowDown' });
    }
    await assert.rejects(read(), unreachable(/answered 503 \(SlowDown\)/));
  });

  it('are no success where the answer is cut', async () => {
    await write();
    store.failNext('GET', { kind: 'cut' });
    await assert.rejects(read(), unreachable(/cannot be reached \(ECONNRESET\)/));
  });

  it('are no success where the answer stands still', async () => {
    await write();
    store.failNext('GET', { kind: 'stall' });
    const pieces = place.read(digest);
    assert.equal((await pieces.next()).done, false);
    const rest = time.expire(Array.fromAsync(pieces));
    await assert.rejects(rest, unreachable(/did not go on/));
  });

  it('are told apart: missing, and unreachable', async () => {
    await assert.rejects(read(), DamagedImageError);
    store.failNext('GET', { kind: 'refuse', status: 404, code: 'NoSuchBucket' });
    await assert.rejects(read(), unreachable(/404 \(NoSuchBucket\)/));
  });

  it('wait for a slow reader without an end', async () => {
    await write();
    const received: Buffer[] = [];
    for await (const piece of place.read(digest)) {
      assert.equal(time.waiting, false);
      received.push(piece);
    }
    assert.ok(Buffer.concat(received).equals(image));
  });

  it('are left in the middle by who reads no further', async () => {
    await write();
    for await (const _piece of place.read(digest)) break;
    assert.ok((await read()).equals(image));
  });

  it('are removed, and removed once more', async () => {
    await write();
    await place.remove(digest);
    await place.remove(digest);
    assert.equal(await place.has(digest), false);
  });
});
