import type { Transform } from 'node:stream';
import { constants, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { Problem } from '../../base/errors.ts';

/** How content may be encoded on its way here (RFC 9110 section 8.4.1); `deflate` is zlib. */
const encodings = ['identity', 'deflate', 'gzip', 'zstd'] as const;

export type Encoding = (typeof encodings)[number];

/** A `Content-Encoding` header as one of ours. Throws `unsupported-media-type`. */
export function parseEncoding(header: string | null): Encoding {
  const text = (header ?? 'identity').trim().toLowerCase();
  const name = text === 'x-gzip' ? 'gzip' : text;
  const found = encodings.find((encoding) => encoding === name);
  if (found) return found;
  throw new Problem(
    'unsupported-media-type',
    `The content encoding ${JSON.stringify(text)} is not known here; use one of ${encodings.join(', ')}.`,
    { headers: { 'Accept-Encoding': encodings.join(', ') } },
  );
}

/** A window of 8 MiB at most: what content that comes over HTTP may ask for (RFC 9659, section 3). */
const zstdOptions = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };

export type Decoder = Transform & { readonly bytesWritten: number };

/** A stream that inflates; that of zstd ends with a frame, that of gzip takes all its members. */
export function createDecoder(encoding: Exclude<Encoding, 'identity'>): Decoder {
  switch (encoding) {
    case 'deflate':
      return createInflate({ rejectGarbageAfterEnd: true });
    case 'gzip':
      return createGunzip();
    case 'zstd':
      return createZstdDecompress(zstdOptions);
  }
}

/** A decoder's error as the problem that its content is; any other error as it is. */
export function encodingProblem(error: unknown, encoding: Encoding): unknown {
  if (!isDecoderError(error)) return error;
  return new Problem(
    'invalid-encoding',
    `The content is no ${encoding} stream from its beginning to its end: ${error.message}.`,
    { cause: error },
  );
}

function isDecoderError(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^(Z_|ZSTD_|ERR_TRAILING_JUNK)/.test(`${error.code}`);
}
