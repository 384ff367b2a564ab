import type { ManifestDevice, Solo5Image } from '../../solo5/image.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import type { Deps } from '../deps.ts';
import type { UnikernelLocation } from '../location.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Running } from '../running.ts';
import { manifestOf } from '../running-arguments.ts';
import { findCurrentImage } from './find-image.ts';

/** The image that would be sent, and what is known of it. */
export interface PlannedImage {
  readonly digest: string;
  readonly manifest: readonly ManifestDevice[];
  /** What it says of itself; undefined: only its host has it. */
  readonly solo5: Solo5Image | undefined;
  readonly kept: boolean;
}

/** One that is here; null stays null. */
export const plannedFrom = (image: StoredImage | null): PlannedImage | null =>
  image && { digest: image.digest, manifest: image.solo5.devices, solo5: image.solo5, kept: true };

/** The unikernel's current image; if it runs and is not kept, it would be fetched from its host. Throws as `findCurrentImage`. */
export async function findNow(
  deps: Deps,
  location: UnikernelLocation,
  known: RegisteredUnikernel | null,
  { current }: Running,
): Promise<PlannedImage | null> {
  const digest = current?.digest.toString('hex');
  const wanted = known?.managed ? (known.digest ?? digest) : digest;
  if (!current || digest === undefined || wanted !== digest) {
    return plannedFrom(await findCurrentImage(deps, location, known, { current: null }));
  }
  const kept = plannedFrom(await deps.kept.find(digest));
  const solo5 = deps.images.factsOf(digest) ?? undefined;
  return kept ?? { digest, solo5, manifest: solo5?.devices ?? manifestOf(current), kept: false };
}
