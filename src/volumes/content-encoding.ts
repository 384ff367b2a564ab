import type { Transform } from 'node:stream';
import { constants, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { Problem } from '../base/errors.ts';

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

/** Node's decoders pass over what follows the end, unless they are told not to. */
const options = { rejectGarbageAfterEnd: true };

/** A window of 8 MiB at most: what content that comes over HTTP may ask for (RFC 9659, section 3). */
const zstdOptions = { ...options, params: { [constants.ZSTD_d_windowLogMax]: 23 } };

/** A stream that inflates, or null where there is nothing to inflate. */
export function createDecoder(encoding: Encoding): Transform | null {
  switch (encoding) {
    case 'identity':
      return null;
    case 'deflate':
      return createInflate(options);
    case 'gzip':
      return createGunzip(options);
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
