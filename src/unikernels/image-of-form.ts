import { invalid, jsonPart, optionalPart, textPart } from '../http/multipart/parts.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { StoredImage } from '../storage/image-store.ts';
import type { Deps } from './deps.ts';
import { expectSigned, signatureField } from './expect-signed.ts';
import { imagePart } from './image-part.ts';
import type { KnownOrigin } from './origins/origin.ts';
import { type DeploySource, deploySource } from './origins/schema.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

type ImageDeps = Pick<Deps, 'accounts' | 'images' | 'sourced'>;

/** An image, and where it was fetched; left out: it was sent. */
export type OriginatedImage = StoredImage & { readonly origin?: KnownOrigin };

/** What a form says of its image. */
interface ImageForm {
  readonly image: StoredImage | undefined;
  readonly source: DeploySource | undefined;
  readonly signature: string | undefined;
}

/** The parts of a form that brings an image, or says where it is. */
export const imageParts = ({ images }: ImageDeps, account: string, signal: AbortSignal) => ({
  image: optionalPart(imagePart(images, account, signal)),
  source: optionalPart(jsonPart(deploySource)),
  signature: optionalPart(textPart(signatureField)),
});

/**
 * The image of a form, signed as the account wants it: what was sent, or what its source has, fetched whole. Both are
 * the caller's. Throws `invalid-body` where it says neither or both, as `expectSigned`, and the problem of the source.
 */
export async function imageOf(
  deps: ImageDeps,
  { actor, signal }: Pick<ChangeRequest, 'actor'> & { readonly signal: AbortSignal },
  key: UnikernelKey,
  { image, source, signature }: ImageForm,
): Promise<OriginatedImage> {
  if (image && source) throw invalid('source', 'cannot be used together with an image');
  if (image) {
    await expectSigned(deps, key.domain, image, signature);
    return image;
  }
  if (!source) throw invalid('image', 'is required unless there is a source');
  const found = await deps.sourced.find({ source, key, actor, signature }, signal);
  return { ...(await found.fetch(signal)), origin: found.known };
}
