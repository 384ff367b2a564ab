import { createHash } from 'node:crypto';
import { DamagedImageError } from './errors.ts';

/** The content as it is, whose last piece comes only once all of it is what the digest says. */
export async function* verified(
  content: AsyncIterable<Buffer>,
  digest: string,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let held: Buffer | null = null;
  for await (const piece of content) {
    hash.update(piece);
    if (held) yield held;
    held = piece;
  }
  if (hash.digest('hex') !== digest) throw new DamagedImageError(digest);
  if (held) yield held;
}
