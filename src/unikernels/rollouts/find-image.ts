import { Problem } from '../../base/errors.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import type { Deps } from '../deps.ts';
import { keepRunningImage } from '../keep-images.ts';
import { expectKnown, type UnikernelLocation } from '../location.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Running } from '../running.ts';

/**
 * The image that a unikernel has now: that of what was asked for last, or else of what runs. Throws
 * `unikernel-unknown`, `image-not-kept`, and as the host does.
 */
export async function findCurrentImage(
  deps: Pick<Deps, 'images' | 'kept'>,
  location: UnikernelLocation,
  known: RegisteredUnikernel | null,
  { current }: Pick<Running, 'current'>,
): Promise<StoredImage> {
  const { key } = location;
  if (!current) expectKnown(key, known);
  const wanted = known?.managed ? known.digest : null;
  const digest =
    wanted ?? current?.digest.toString('hex') ?? known?.lastInfo?.digest.toString('hex');
  const kept = digest === undefined ? null : await deps.kept.find(digest);
  if (kept) return kept;
  if (current && current.digest.toString('hex') === digest) {
    await keepRunningImage(deps, location, current);
    const fetched = await deps.kept.find(digest);
    if (fetched) return fetched;
  }
  throw new Problem('image-not-kept', `The image of ${key.name} is not kept here. Send it along.`);
}
