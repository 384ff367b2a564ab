import type { PinnedSource } from './pinned-source.ts';

/** SHA-256 of the file that was pinned, hexadecimal; null: its source did not say it. */
export function toldDigest(pinned: PinnedSource): string | null {
  return pinned.kind === 'oci' ? pinned.layer.replace(/^sha256:/, '') : pinned.sha256;
}
