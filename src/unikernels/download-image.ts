import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ImageContent } from '../albatross/host/host.ts';
import { Problem } from '../base/errors.ts';
import { expectUnikernel, type UnikernelLocation } from './location.ts';

/** The image of a unikernel that runs. */
export interface RunningImage {
  readonly content: Readable;
  /** Octets. */
  readonly size: number;
  /** SHA-256. */
  readonly digest: Buffer;
}

/**
 * The image that runs, as a stream; a transfer's slot is held until that has ended. `signal` ends
 * it. Throws `unikernel-unknown`, and as the host does.
 */
export async function downloadImage(
  location: UnikernelLocation,
  signal: AbortSignal,
): Promise<RunningImage> {
  const { digest } = await expectUnikernel(location, signal);
  return { ...(await readImage(location, signal)), digest };
}

/** The same by one command, since one that restarts over and over is there for moments only. */
export async function readImage(
  location: UnikernelLocation,
  signal: AbortSignal,
): Promise<Omit<RunningImage, 'digest'>> {
  const { promise, resolve, reject } = Promise.withResolvers<ImageContent>();
  location.host
    .transfer(async (client, bound) => {
      const image = await client.unikernelImage(location.target, 0, { signal: bound });
      resolve(image);
      // Its failure is the reader's, who sees it on the stream.
      await finished(image.content).catch(() => {});
    }, signal)
    .catch(reject);
  const { content, size, compressed } = await promise;
  if (!compressed) return { content, size };
  content.destroy();
  throw new Problem('host-nonsense', 'The host compressed the image, which it was not asked to.');
}
