import type { StoredImage } from '../storage/image-store.ts';
import type { FilledConfig } from './fill-arguments.ts';
import type { UnikernelLocation } from './location.ts';
import type { SentChange } from './send-change.ts';

/** The change that starts a unikernel with a new image, with `force` in place of one that runs. */
export function sendImage(
  { host, target }: Pick<UnikernelLocation, 'host' | 'target'>,
  given: FilledConfig,
  image: StoredImage,
  { force, ...bounds }: { readonly force: boolean } & Pick<SentChange, 'signal' | 'lost'>,
): SentChange {
  const config = { ...given.told, type: 'solo5', compressed: false } as const;
  return {
    host,
    slot: 'image',
    config: given,
    ...bounds,
    operation: (client, bound) => {
      const source = { size: image.size, content: contentOf(image) };
      return client.createUnikernel(target, config, source, { force, signal: bound });
    },
  };
}

/** Opens the file when it is wanted, so that none stays open where the host refuses beforehand. */
async function* contentOf(image: StoredImage): AsyncGenerator<Buffer> {
  yield* image.open();
}
