import { isDeepStrictEqual } from 'node:util';
import type { RequestLimits } from '../../sources/pinned-source.ts';
import type { Origin } from '../origins/origin.ts';

/** What is deployed to have what is newer. */
export type UpdateSource =
  | {
      readonly kind: 'github';
      readonly repository: string;
      readonly tag: string;
      readonly asset: string;
    }
  | { readonly kind: 'oci'; readonly reference: string }
  | { readonly kind: 'builder'; readonly job: string; readonly build: string };

/** What is newer at a source. */
export interface NewerImage {
  readonly origin: Origin;
  /** The address of a page that shows what differs; null: there is none. */
  readonly comparison: string | null;
  readonly source: UpdateSource;
}

/** Whether both are one image: a tag that has moved is called what it was called. */
export function isSameImage(one: NewerImage, other: NewerImage | null | undefined): boolean {
  if (!other) return false;
  return isDeepStrictEqual(one.origin, other.origin) && isDeepStrictEqual(one.source, other.source);
}

/** What the source of a unikernel said when it was asked. */
export interface UpdateLook {
  /** SHA-256 of the image that it was asked for, hex. */
  readonly digest: string;
  /** When it told, RFC 3339; null: it never did. */
  readonly at: string | null;
  /** When it was asked since, and took no more requests, RFC 3339; left out: it was not. */
  readonly refusedAt?: string;
  /** Where that image came from; null: the builder does not know it either. */
  readonly origin: Origin | null;
  /** null: nothing is newer, as far as it was told; where it was not, this is of the time before. */
  readonly newer: NewerImage | null;
  /** What was left of the limit of the credential that was used; null: nothing was said of one. */
  readonly limits?: RequestLimits | null;
  /** Why it could not be told; null: it was. */
  readonly problem: { readonly code: string; readonly detail: string } | null;
}

/** The look that is about the image of now; null: its source was not asked yet. */
export function currentLook(known: {
  readonly digest: string | null;
  readonly updateLook: UpdateLook | null;
}): UpdateLook | null {
  const { digest, updateLook } = known;
  return updateLook && updateLook.digest === digest ? updateLook : null;
}
