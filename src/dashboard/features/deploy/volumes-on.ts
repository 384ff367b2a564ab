import type { Schema } from '../../api/schema.ts';

interface VolumeList {
  readonly data: readonly Schema['Volume'][];
  /** The hosts that did not answer. */
  readonly errors: readonly { readonly host: string }[];
}

/** The account's volumes on a host; null while they are not known: not loaded yet, or the host does not answer. */
export function volumesOn(
  list: VolumeList | undefined,
  host: string | undefined,
): readonly Schema['Volume'][] | null {
  if (!list || list.errors.some((error) => error.host === host)) return null;
  return list.data.filter((volume) => volume.host === host);
}
