import { Readable } from 'node:stream';
import type { Part } from '../http/multipart/parts.ts';
import type { Deps } from '../unikernels/deps.ts';
import type { UnikernelKey } from '../unikernels/unikernel-locks.ts';

type SentImage = Awaited<ReturnType<Deps['images']['receive']>>;

/** An image, or nothing at all (null), as stands in the place of one that is fetched. */
export function contentPart(image: Part<SentImage>): Part<SentImage | null> {
  return {
    ...image,
    fromText: (name, text) => (text === '' ? null : image.fromText(name, text)),
    fromFile: async (name, content) => {
      const chunks: AsyncIterator<Buffer> = content[Symbol.asyncIterator]();
      const first = await chunks.next();
      if (first.done) return null;
      const whole = Readable.from(begunWith(first.value, chunks), { objectMode: false });
      return await image.fromFile(name, whole);
    },
    discard: async (value) => await value?.discard(),
  };
}

/** Throws as for an image that is no image. */
export async function expectContent(
  { images }: Pick<Deps, 'images'>,
  sent: SentImage | null | undefined,
  { domain }: UnikernelKey,
): Promise<SentImage> {
  return sent ?? (await images.receive(Readable.from([]), domain));
}

async function* begunWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
