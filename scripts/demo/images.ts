import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';

/** Files to deploy, which an emulated host takes for unikernels. */
export interface DemoImages {
  /** Asks for no device. */
  readonly hello: string;
  /** Another build of it. */
  readonly helloAgain: string;
  /** Asks for a volume and a network. */
  readonly store: string;
}

export async function writeImages(folder: string): Promise<DemoImages> {
  const images = {
    hello: join(folder, 'hello.hvt'),
    helloAgain: join(folder, 'hello-2.hvt'),
    store: join(folder, 'store.hvt'),
  };
  const devices = [
    { name: 'data', type: 'block' },
    { name: 'service', type: 'network' },
  ] as const;
  await writeFile(images.hello, sampleImage({ target: 'hvt', filler: 'hello' }));
  await writeFile(images.helloAgain, sampleImage({ target: 'hvt', filler: 'hello again' }));
  await writeFile(images.store, sampleImage({ target: 'hvt', devices, filler: 'store' }));
  return images;
}
