import { createHash, randomUUID } from 'node:crypto';
import { Problem } from '../../base/errors.ts';
import { DamagedImageError, ImagesUnusableError } from '../kept-images/errors.ts';
import type { ImagePlace, WriteOptions } from '../kept-images/image-place.ts';
import { S3Bucket, type S3Deps } from './bucket.ts';
import { S3Error } from './errors.ts';

/** Keeps images as objects of a bucket. What fails rejects with `service-unreachable`. */
export class S3Place implements ImagePlace {
  readonly #bucket: S3Bucket;

  private constructor(bucket: S3Bucket) {
    this.#bucket = bucket;
  }

  /** Opens a bucket. Rejects with `ImagesUnusableError` where it cannot be written, read or cleared. */
  static async open(deps: S3Deps): Promise<S3Place> {
    const bucket = new S3Bucket(deps);
    try {
      await tryOut(bucket);
    } catch (cause) {
      const { address } = deps;
      const where = `s3://${address.bucket}/${address.prefix} at ${address.endpoint}`;
      const message = `The images cannot be kept in ${where} (FULMAR_IMAGES): ${reasonOf(cause)}.`;
      throw new ImagesUnusableError(message, { cause });
    }
    return new S3Place(bucket);
  }

  /** The store itself holds it against its digest. */
  async write(
    digest: string,
    octets: AsyncIterable<Buffer>,
    { size, signal }: WriteOptions,
  ): Promise<void> {
    await asProblem(() => this.#bucket.put(digest, { octets, size, sha256: digest }, signal));
  }

  async has(digest: string): Promise<boolean> {
    return await asProblem(() => this.#bucket.has(digest));
  }

  async *read(digest: string): AsyncGenerator<Buffer> {
    const content = await asProblem(() => this.#bucket.get(digest));
    if (!content) throw new DamagedImageError(digest);
    const pieces = content[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await asProblem(() => pieces.next());
        if (done) return;
        yield value;
      }
    } finally {
      await pieces.return?.();
    }
  }

  async owned(): Promise<readonly string[]> {
    return [];
  }

  async remove(digest: string): Promise<void> {
    await asProblem(() => this.#bucket.delete(digest));
  }
}

/** Writes, reads and removes an object, as is done later. */
async function tryOut(bucket: S3Bucket): Promise<void> {
  const key = `trial-${randomUUID()}`;
  const octets = Buffer.from(key);
  const sha256 = createHash('sha256').update(octets).digest('hex');
  const content = (async function* () {
    yield octets;
  })();
  await bucket.put(key, { octets: content, size: octets.length, sha256 });
  const found = await bucket.get(key);
  if (!found || !octets.equals(Buffer.concat(await Array.fromAsync(found)))) {
    throw new S3Error('does not give back what was stored');
  }
  await bucket.delete(key);
  if (await bucket.has(key)) throw new S3Error('does not remove what was stored');
}

async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof S3Error)) throw cause;
    const facts = cause.status === null ? {} : { serviceStatus: cause.status };
    const detail = `The store of images does not do what it has to: it ${cause.message}.`;
    throw new Problem('service-unreachable', detail, { cause, facts });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof S3Error ? `it ${error.message}` : String(error);
}
