import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { Solo5Image } from '../solo5/image.ts';
import { requiredMemory } from '../solo5/program.ts';
import type { ChangeDeps } from './deps.ts';

/** What is known of images that are, or were, here. */
export type ImageFacts = Pick<ChangeDeps, 'images' | 'kept'>;

/**
 * Throws `image-refused`, with the least `memory` that the image needs, where it is to be given less:
 * a host starts it all the same, in place of what runs, and it ends at once.
 */
export function expectEnoughMemory(image: Solo5Image, memory: number): void {
  const required = requiredMemory(image);
  if (required === null || memory >= required) return;
  throw new Problem(
    'image-refused',
    `The image needs at least ${required} MiB of memory just to start, and more to work, but ` +
      `would get only ${memory} MiB.`,
    { facts: { reason: 'memory', memory: required } },
  );
}

/** Throws `image-refused` where an image is for another processor than one that runs on its host. */
export async function expectSameMachine(
  facts: ImageFacts,
  { program }: Solo5Image,
  running: readonly UnikernelInfo[],
): Promise<void> {
  if (program === undefined) return;
  const digests = running.map(({ digest }) => digest.toString('hex'));
  const known = await knownImages(facts, digests);
  const machines = known.flatMap((image) => image.program?.machine ?? []);
  const other = machines.find((machine) => machine !== program.machine);
  if (other === undefined) return;
  throw new Problem(
    'image-refused',
    `The image is for a different processor (${program.machine}) from what runs on this host (${other}). ` +
      `Build it for ${other}.`,
    { facts: { reason: 'machine' } },
  );
}

/** What is known of the images of these digests, each once. */
export async function knownImages(
  { images, kept }: ImageFacts,
  digests: readonly string[],
): Promise<Solo5Image[]> {
  const remembered = new Map(
    [...new Set(digests)].map((digest) => [digest, images.factsOf(digest)] as const),
  );
  const others = [...remembered].flatMap(([digest, image]) => (image ? [] : [digest]));
  const fromKept = others.length > 0 ? await kept.factsOf(others) : [];
  return [...[...remembered.values()].flatMap((image) => image ?? []), ...fromKept];
}
