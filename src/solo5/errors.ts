/** What is wrong with an image. */
export type ImageErrorCode =
  /** It starts as no ELF file does. */
  | 'not-elf'
  /** It is gzip, zlib, zstd, … and has to be inflated first. */
  | 'compressed'
  /** An ELF file, but for a 32-bit or a big-endian machine. */
  | 'not-elf64'
  /** It ends before something that its headers point at. */
  | 'truncated'
  /** Its ELF headers contradict themselves or the ELF specification. */
  | 'malformed-elf'
  /** It has no section headers, by which albatross finds the notes. */
  | 'no-sections'
  /** It is no executable that a tender would load. */
  | 'not-executable'
  | 'no-abi'
  | 'malformed-abi'
  | 'no-manifest'
  | 'malformed-manifest';

/** The octets are no image that a host could run; `code` says why, the message what to do. */
export class ImageError extends Error {
  readonly code: ImageErrorCode;

  constructor(code: ImageErrorCode, message: string) {
    super(message);
    this.name = 'ImageError';
    this.code = code;
  }
}
