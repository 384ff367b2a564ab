import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { Solo5Image } from '../solo5/image.ts';
import type { ImageStore, StoredImage } from '../storage/image-store.ts';
import { downloadImage, type RunningImage } from './download-image.ts';
import type { UnikernelLocation } from './location.ts';

/** What is to give way to which image. */
export interface Replacement {
  readonly location: UnikernelLocation;
  readonly current: UnikernelInfo;
  readonly image: StoredImage;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Throws `image-refused` where an image is built for another target or ABI than the one that runs,
 * or what that is built for cannot be told: a host looks for a tender only after it has ended what
 * runs; and where that is no unikernel. The image that runs is read from its host once where it was never here; where it has ended
 * meanwhile, there is nothing to lose.
 */
export async function expectSameAbi(images: ImageStore, replacement: Replacement): Promise<void> {
  const { current, image } = replacement;
  expectUnikernel(current);
  const digest = current.digest.toString('hex');
  if (digest === image.digest) return;
  const before = images.factsOf(digest) ?? (await readAbi(images, replacement));
  if (before) expectAbi(before, image);
}

/** Throws `image-refused` where what runs is a guest that could not be started again. */
export function expectUnikernel({ type }: Pick<UnikernelInfo, 'type'>): void {
  if (type === 'solo5') return;
  const detail = `What runs is ${guestOf(type)}, which Fulmar cannot start again: send "force": true to end it.`;
  throw new Problem('image-refused', detail);
}

/** What runs, in words. */
export const guestOf = (type: UnikernelInfo['type']) =>
  type === 'unknown'
    ? 'a guest of a type that this release of Fulmar does not know'
    : `a ${type} guest`;

/** Throws `image-refused` where an image is built for another target or ABI than the one that runs. */
export function expectAbi(before: Solo5Image, image: Pick<StoredImage, 'solo5'>): void {
  const { target, abiVersion } = image.solo5;
  if (before.target === target && before.abiVersion === abiVersion) return;
  throw refused(
    `The image is built for ${inWords(image.solo5)}, and the one that runs for ${inWords(before)}.`,
    { facts: { reason: 'abi', target } },
  );
}

/** null: it does not run any more. */
async function readAbi(
  images: ImageStore,
  { location, signal = new AbortController().signal }: Replacement,
): Promise<Solo5Image | null> {
  const running = await downloadWhereRunning(location, signal);
  if (!running) return null;
  const { content } = running;
  try {
    await using image = await images.receive(content, location.key.domain, signal);
    return image.solo5;
  } catch (cause) {
    content.destroy();
    if (!(cause instanceof Problem)) throw cause;
    const detail = `It is not known what the running image is built for: ${cause.detail}`;
    throw refused(detail, { cause, facts: { reason: 'abi' } });
  }
}

async function downloadWhereRunning(
  location: UnikernelLocation,
  signal: AbortSignal,
): Promise<RunningImage | null> {
  try {
    return await downloadImage(location, signal);
  } catch (error) {
    if (error instanceof Problem && error.code === 'unikernel-unknown') return null;
    throw error;
  }
}

const inWords = ({ target, abiVersion }: Solo5Image) => `${target}, ABI ${abiVersion}`;

function refused(detail: string, options: ConstructorParameters<typeof Problem>[2]): Problem {
  const sentence =
    'Where the host has no tender for the new one, the old one ends all the same: send "force": true ' +
    'if it is to be tried.';
  return new Problem('image-refused', `${detail} ${sentence}`, options);
}
