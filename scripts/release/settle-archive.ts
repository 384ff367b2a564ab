import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { tarFiles } from './pack.ts';
import { run } from './run.ts';

const manifestOf = z.tuple([z.looseObject({ Config: z.string(), Layers: z.array(z.string()) })]);

/**
 * Writes an image of buildah (`docker-archive`) without the id of the container that it was made in, which is
 * another one each time, and without what only Docker before 1.10 reads: the same image has the same octets.
 */
export async function settleArchive(archive: string, to: string, epoch: number): Promise<void> {
  const folder = `${archive}.parts`;
  await mkdir(folder);
  try {
    await run('tar', ['-xf', archive, '-C', folder]);
    const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
    const [image] = manifestOf.parse(await read('manifest.json'));
    const { container: _, ...config } = await read(image.Config);
    const text = JSON.stringify(config);
    const Config = `${createHash('sha256').update(text).digest('hex')}.json`;
    await writeFile(join(folder, Config), text);
    await rm(join(folder, 'manifest.json')); // buildah's is read-only
    await writeFile(join(folder, 'manifest.json'), JSON.stringify([{ ...image, Config }]));
    const wanted = new Set(['manifest.json', Config, ...image.Layers]);
    const names = (await readdir(folder)).filter((name) => wanted.has(name));
    for (const name of names) await chmod(join(folder, name), 0o444);
    await tarFiles(folder, names.sort(), { file: to, epoch });
  } finally {
    await rm(folder, { recursive: true });
  }
}
