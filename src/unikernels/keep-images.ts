import type { Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { StoredImage } from '../storage/image-store.ts';
import type { Deps } from './deps.ts';
import { readImage } from './download-image.ts';
import type { UnikernelLocation } from './location.ts';
import { releasedBy } from './releases/released-by.ts';

/**
 * Keeps an image that is about to be sent, so that it can be started again. Where there is no room
 * for that it is deployed all the same.
 */
export async function keepImage(
  { kept }: Pick<Deps, 'kept'>,
  image: StoredImage,
  account: Label,
): Promise<void> {
  try {
    await kept.keep(image, { account });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'no-room') throw error;
  }
}

/** Keeps the image that runs; says whether it was read from its host, since it was never here. Throws as the host does. */
export async function keepRunningImage(
  { images, kept }: Pick<Deps, 'images' | 'kept'>,
  location: UnikernelLocation,
  { digest }: UnikernelInfo,
  signal: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  if (await kept.find(digest.toString('hex'))) return false;
  const { domain: account } = location.key;
  const { content } = await readImage(location, signal);
  try {
    await using image = await images.receive(content, account, signal);
    await kept.keep(image, { account, signal });
    return true;
  } finally {
    content.destroy();
  }
}

/**
 * Keeps what is about to be replaced, so that it can be gone back to: its image, and its
 * configuration where it was only watched. Where its host does not give it, it is replaced all the
 * same. Throws `host-unknown` where the host was renamed meanwhile.
 */
export async function keepReplaced(
  deps: Pick<Deps, 'images' | 'kept' | 'desired' | 'hostNames'>,
  location: UnikernelLocation,
  current: UnikernelInfo,
  request: ChangeRequest,
): Promise<void> {
  let tookLong = true;
  try {
    tookLong = await keepRunningImage(deps, location, current, request.signal);
  } catch (error) {
    request.signal?.throwIfAborted();
    if (!(error instanceof Problem)) throw error;
  }
  if (tookLong) await deps.hostNames.expectSame(location.host);
  await deps.desired.expectManaged(location.key, current, releasedBy(request));
}
