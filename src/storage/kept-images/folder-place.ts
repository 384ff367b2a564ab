import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { diskFull, isDiskFull, makeDurable } from '../durable.ts';
import type { ImagePlace } from './image-place.ts';

const chunkSize = 1024 * 1024;
const incomplete = '.part';

/** Keeps images as files of a folder. */
export class FolderPlace implements ImagePlace {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the folder, made when it is missing, and removes what is incomplete in it. */
  static async open(folder: string): Promise<FolderPlace> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const parts = (await readdir(folder)).filter((name) => name.endsWith(incomplete));
    await Promise.all(parts.map((name) => rm(join(folder, name), { force: true })));
    return new FolderPlace(folder);
  }

  async write(digest: string, content: AsyncIterable<Buffer>): Promise<void> {
    const part = join(this.#folder, `${digest}.${randomUUID()}${incomplete}`);
    try {
      await pipeline(content, createWriteStream(part, { mode: 0o600, highWaterMark: chunkSize }));
      await makeDurable(part);
      await rename(part, this.#path(digest));
      await makeDurable(this.#folder);
    } catch (error) {
      await rm(part, { force: true });
      throw isDiskFull(error) ? diskFull('the images', error) : error;
    }
  }

  read(digest: string): AsyncIterable<Buffer> {
    return createReadStream(this.#path(digest), { highWaterMark: chunkSize });
  }

  async remove(digest: string): Promise<void> {
    await rm(this.#path(digest), { force: true });
  }

  #path(digest: string): string {
    return join(this.#folder, digest);
  }
}
