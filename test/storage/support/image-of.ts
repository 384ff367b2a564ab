import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { StoredImage } from '../../../src/storage/image-store.ts';

const pieceSize = 100_000;

/** The pieces of a content that never repeats: the same for the same seed and size. */
export function* piecesOf(seed: number, size: number): Generator<Buffer> {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  for (let left = size; left > 0; left -= pieceSize) {
    yield stream.update(Buffer.alloc(Math.min(left, pieceSize)));
  }
}

/** An image that is nowhere as a whole; it is read from `open`, where that is given. */
export function generatedImage(
  seed: number,
  size: number,
  open: () => Iterable<Buffer> | AsyncIterable<Buffer> = () => piecesOf(seed, size),
): StoredImage {
  const hash = createHash('sha256');
  for (const piece of piecesOf(seed, size)) hash.update(piece);
  return {
    ...{ digest: hash.digest('hex'), size },
    solo5: { target: 'spt', abiVersion: 2, devices: [] },
    open: () => Readable.from(open(), { objectMode: false }),
    discard: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}
