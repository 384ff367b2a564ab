import type { ContentEncoding } from '../../api/volumes.ts';
import { formatMebibytes, formatOctets } from '../../format/quantities.ts';

const mebibyte = 1024 * 1024;

/** Why a file cannot become the content of a volume of `size` MiB; null: it can, for all we know. */
export function uploadFault(
  file: { readonly size: number },
  size: number,
  encoding: ContentEncoding | null,
): string | null {
  if (file.size === 0) {
    return 'The file is empty. To get a volume of zeros, delete it and create it again.';
  }
  if (encoding || file.size <= size * mebibyte) return null;
  return `The file has ${formatOctets(file.size)}, the volume only ${formatMebibytes(size)}.`;
}

const encodings: readonly { readonly ending: RegExp; readonly encoding: ContentEncoding }[] = [
  { ending: /\.t?gz$/i, encoding: 'gzip' },
  { ending: /\.zst$/i, encoding: 'zstd' },
  { ending: /\.zz$/i, encoding: 'deflate' },
];

/** How a file of this name is compressed, as downloads from here are named, too. */
export function encodingOf(fileName: string): ContentEncoding | null {
  return encodings.find(({ ending }) => ending.test(fileName))?.encoding ?? null;
}
