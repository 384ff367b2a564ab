import { ImageError } from './errors.ts';
import { fromLatin1, startsWith } from './octets.ts';

const elfMagic = fromLatin1('\x7fELF');

/** How compressed files start; what an image is often wrapped in. */
const compressions = [
  { name: 'gzip', magic: Uint8Array.of(0x1f, 0x8b) },
  { name: 'zstd', magic: Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd) },
  { name: 'xz', magic: Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00) },
  { name: 'bzip2', magic: fromLatin1('BZh') },
  { name: 'zip', magic: fromLatin1('PK\x03\x04') },
];

/**
 * Checks the first 16 octets, `e_ident`: ELF, 64 bit, little endian, nothing in the reserved ones,
 * which albatross checks too. The operating system's octets mean nothing to solo5.
 */
export function checkIdentity(head: Uint8Array): void {
  if (!startsWith(head, elfMagic)) throw notElf(head);
  if (head.length < 16) {
    throw new ImageError('truncated', 'the image ends within its first 16 octets: send it again');
  }
  if (head[4] !== 2) {
    throw new ImageError('not-elf64', 'the image is not for a 64-bit machine: build it for one');
  }
  if (head[5] !== 1) {
    throw new ImageError(
      'not-elf64',
      'the image is not little endian: build it for a host that is',
    );
  }
  if (head.subarray(9, 16).some((octet) => octet !== 0)) {
    throw new ImageError(
      'malformed-elf',
      'octets 9 to 15 of the image must be zero: build it again',
    );
  }
}

function notElf(head: Uint8Array): ImageError {
  const compression = compressionOf(head);
  if (compression !== null) {
    return new ImageError(
      'compressed',
      `the image is compressed (${compression}): decompress it and send the ELF file itself`,
    );
  }
  const what = head.length === 0 ? 'is empty' : 'is no ELF file';
  return new ImageError(
    'not-elf',
    `the image ${what}: send the .hvt or .spt file that the unikernel's build leaves behind`,
  );
}

function compressionOf(head: Uint8Array): string | null {
  const known = compressions.find(({ magic }) => startsWith(head, magic));
  if (known !== undefined) return known.name;
  return isZlib(head) ? 'zlib' : null;
}

/** RFC 1950 section 2.2: method deflate, a window of at most 32 KiB, a checksum over both octets. */
function isZlib(head: Uint8Array): boolean {
  const [method = 0, flags = 0] = head;
  return (method & 0x8f) === 0x08 && ((method << 8) | flags) % 31 === 0;
}
