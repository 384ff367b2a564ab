import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { StoredImage } from '../storage/image-store.ts';
import type { Deps } from './deps.ts';
import { downloadImage } from './download-image.ts';
import type { UnikernelLocation } from './location.ts';

/**
 * Keeps an image that is about to be sent, so that it can be started again. Where there is no room
 * for that it is deployed all the same.
 */
export async function keepImage({ kept }: Pick<Deps, 'kept'>, image: StoredImage): Promise<void> {
  try {
    await kept.keep(image);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'no-room') throw error;
  }
}

/** Keeps the image that runs, read from its host where it was never here. Throws as the host does. */
export async function keepRunningImage(
  { images, kept }: Pick<Deps, 'images' | 'kept'>,
  location: UnikernelLocation,
  { digest }: UnikernelInfo,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  if (await kept.find(digest.toString('hex'))) return;
  const { content } = await downloadImage(location, signal);
  try {
    await using image = await images.receive(content, signal);
    await kept.keep(image, signal);
  } finally {
    content.destroy();
  }
}
