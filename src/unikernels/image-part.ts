import { filePart } from '../http/multipart/parts.ts';
import type { ImageStore } from '../storage/image-store.ts';

/** The part of a form that is an image. */
export const imagePart = (images: ImageStore, signal: AbortSignal) =>
  filePart({
    limit: images.limit,
    receive: (content) => images.receive(content, signal),
    discard: (image) => image.discard(),
  });
