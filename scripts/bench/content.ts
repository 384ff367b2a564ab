import { createCipheriv } from 'node:crypto';

const blockSize = 256 * 1024;

/**
 * Content for an upload: for the seed 0 zeros, which cost nothing; for any other one octets that
 * never repeat, the same for the same seed.
 */
export function* contentOf(seed: number, octets: number): Generator<Buffer, void, void> {
  const zeros = Buffer.alloc(blockSize);
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  for (let left = octets; left > 0; left -= blockSize) {
    const block = zeros.subarray(0, Math.min(left, blockSize));
    yield seed === 0 ? block : stream.update(block);
  }
}
