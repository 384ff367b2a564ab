import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** A stream through which octets go unchanged, counted and hashed. */
export interface Meter {
  readonly stream: Transform;
  /** SHA-256 of all that went through, hex; to be read once, at the end. */
  readonly digest: () => string;
}

/** Makes a meter; `onProgress` is told how many octets went through so far. */
export function createMeter(onProgress: (octets: number) => void): Meter {
  const hash = createHash('sha256');
  let octets = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      octets += chunk.length;
      onProgress(octets);
      done(null, chunk);
    },
  });
  return { stream, digest: () => hash.digest('hex') };
}
