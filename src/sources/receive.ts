import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Problem } from '../base/errors.ts';
import type { ImageStore, StoredImage } from '../storage/image-store.ts';
import { inflated } from './inflated.ts';
import type { Context } from './requester.ts';
import type { SignatureCheck } from './signatures/signature-check.ts';
import type { SourceFile } from './source-file.ts';

/** What compression may add to what cannot be compressed. */
const overhead = 64 * 1024;

/** A file on its way here. */
export interface Arriving {
  readonly file: SourceFile;
  /** What it is held against; null: it need not be signed. */
  readonly signature: SignatureCheck | null;
  /** Is told of octets that have come. */
  came(octets: number): void;
}

/**
 * Receives an image as an upload is, inflated, and only if it is what it has to be; nothing stays
 * else. Throws `too-large`, `source-digest-wrong`, `signature-wrong`, `image-refused`, `no-room`.
 */
export async function receive(
  images: ImageStore,
  arriving: Arriving,
  { account, signal }: Context,
): Promise<StoredImage> {
  const limit = images.limit + overhead;
  if ((arriving.file.size ?? 0) > limit) throw tooLarge(images.limit);
  const content = Readable.from(checked(arriving, limit), { objectMode: false });
  return await images.receive(content, account, signal);
}

/** Ends only if all of it is what it has to be: before that nobody looks at it. */
async function* checked(
  { file: { content, digest }, signature, came }: Arriving,
  limit: number,
): AsyncGenerator<Buffer> {
  const sent = createHash('sha256');
  const image = createHash('sha256');
  const see = (chunk: Buffer) => {
    sent.update(chunk);
    signature?.update(chunk);
    came(chunk.length);
  };
  for await (const chunk of inflated(seen(content, see, limit))) {
    image.update(chunk);
    yield chunk;
  }
  const actual = [sent.digest('hex'), image.digest('hex')];
  if (digest !== null && !actual.includes(digest)) {
    const detail = `The file has the SHA-256 ${actual[0]} instead of ${digest}.`;
    throw new Problem('source-digest-wrong', detail);
  }
  signature?.verify();
}

async function* seen(
  content: AsyncIterable<Buffer>,
  see: (chunk: Buffer) => void,
  limit: number,
): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit - overhead);
    see(chunk);
    yield chunk;
  }
}

function tooLarge(limit: number): Problem {
  const detail = `The file is larger than the ${limit} octets allowed here (FULMAR_IMAGE_LIMIT).`;
  return new Problem('too-large', detail);
}
