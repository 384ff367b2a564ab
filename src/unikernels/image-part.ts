import { filePart } from '../http/multipart/parts.ts';
import type { ImageStore } from '../storage/image-store.ts';

/** The part of a form that is an image, in an account's share of the spool. */
export const imagePart = (images: ImageStore, account: string, signal: AbortSignal) =>
  filePart({
    limit: images.limit,
    receive: (content) => images.receive(content, account, signal),
    discard: (image) => image.discard(),
  });
