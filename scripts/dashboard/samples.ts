import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';

/** Puts an image to try into the folder of a site, the demonstration's: `samples/hello.hvt`. */
export async function writeSamples(folder: string): Promise<void> {
  const samples = join(folder, 'samples');
  await mkdir(samples);
  await writeFile(join(samples, 'hello.hvt'), sampleImage({ target: 'hvt', filler: 'hello' }));
}
