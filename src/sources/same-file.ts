import { isDeepStrictEqual } from 'node:util';
import type { PinnedSource } from './pinned-source.ts';
import { toldDigest } from './told-digest.ts';

/** Whether two that were pinned are one file: by its digest, or else by all that pins it. */
export function isSameFile(one: PinnedSource, other: PinnedSource): boolean {
  const told = toldDigest(one);
  return told === null ? isDeepStrictEqual(one, other) : told === toldDigest(other);
}
