import { ImageError } from './errors.ts';
import { checkIdentity } from './identity.ts';
import { type Reading, readSpan } from './reading.ts';

const length = 64;

/** Reads the ELF header of an image of `size` octets. Throws `ImageError`. */
export function* readElfHeader(size: number): Reading<Uint8Array> {
  const start = { offset: 0, length: Math.min(size, length) };
  const head = yield* readSpan(size, start, 'ELF header');
  checkIdentity(head);
  if (size < length) {
    throw new ImageError('truncated', 'the image ends within its ELF header: send it again');
  }
  return head;
}
