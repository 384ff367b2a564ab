import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../base/clock.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { diskFull, isDiskFull, makeDurable } from '../durable.ts';
import { DamagedImageError, ImagesUnusableError } from './errors.ts';
import type { ImagePlace, WriteOptions } from './image-place.ts';

const chunkSize = 1024 * 1024;
const incomplete = '.part';

/** Milliseconds after which nobody goes on writing a file that other servers see. */
const abandonedAfter = 3600 * 1000;

/** Keeps images as files of a folder. */
export class FolderPlace implements ImagePlace {
  readonly #folder: string;
  readonly #shared: boolean;

  private constructor(folder: string, shared: boolean) {
    this.#folder = folder;
    this.#shared = shared;
  }

  /** Opens a folder of this server's own, made when it is missing; what is incomplete in it goes. */
  static async open(folder: string): Promise<FolderPlace> {
    await makeFolder(folder);
    for (const part of await partsIn(folder)) await rm(part, { force: true });
    return new FolderPlace(folder, false);
  }

  /** A folder that a running server has opened already, to read from it: nothing goes. */
  static inUse(folder: string): FolderPlace {
    return new FolderPlace(folder, false);
  }

  /**
   * Opens a folder that several servers share. It has to be there: one that is made where a file
   * system is not mounted would be nobody else's. Rejects with `ImagesUnusableError`.
   */
  static async openShared(folder: string, clock: Clock): Promise<FolderPlace> {
    try {
      const trial = join(folder, `${randomUUID()}${incomplete}`);
      await writeFile(trial, '', { mode: 0o600 });
      await rm(trial);
      for (const part of await partsIn(folder)) await removeAbandoned(part, clock());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `The images cannot be kept in ${folder} (FULMAR_IMAGES): ${reason}.`;
      throw new ImagesUnusableError(message, { cause });
    }
    return new FolderPlace(folder, true);
  }

  /** Opens a folder, made when it is missing, in one that several servers share. Rejects as `openShared` does. */
  static async openIn(shared: string, name: string, clock: Clock): Promise<FolderPlace> {
    await FolderPlace.openShared(shared, clock);
    const folder = join(shared, name);
    await makeFolder(folder);
    return await FolderPlace.openShared(folder, clock);
  }

  async write(
    digest: string,
    content: AsyncIterable<Buffer>,
    { signal }: WriteOptions,
  ): Promise<void> {
    const part = join(this.#folder, `${digest}.${randomUUID()}${incomplete}`);
    try {
      const file = createWriteStream(part, { mode: 0o600, highWaterMark: chunkSize });
      await pipeline(content, file, { signal });
      await makeDurable(part);
      await rename(part, this.#path(digest));
      await makeDurable(this.#folder);
    } catch (error) {
      await rm(part, { force: true });
      throw isDiskFull(error) ? diskFull('the images', error) : error;
    }
  }

  async has(digest: string): Promise<boolean> {
    const found = await stat(this.#path(digest)).catch(unlessMissing);
    return found !== null;
  }

  async *read(digest: string): AsyncGenerator<Buffer> {
    try {
      yield* createReadStream(this.#path(digest), { highWaterMark: chunkSize });
    } catch (cause) {
      unlessMissing(cause);
      throw new DamagedImageError(digest, { cause });
    }
  }

  async owned(): Promise<readonly string[]> {
    if (this.#shared) return [];
    return (await filesIn(this.#folder)).filter((name) => !name.endsWith(incomplete));
  }

  async remove(digest: string): Promise<void> {
    await rm(this.#path(digest), { force: true });
  }

  #path(digest: string): string {
    return join(this.#folder, digest);
  }
}

/** A disk that is mounted there has a folder of its own, `lost+found`. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function partsIn(folder: string): Promise<string[]> {
  const names = (await filesIn(folder)).filter((name) => name.endsWith(incomplete));
  return names.map((name) => join(folder, name));
}

/** Another server may have removed it, or completed it, meanwhile. */
async function removeAbandoned(part: string, now: Date): Promise<void> {
  const found = await stat(part).catch(unlessMissing);
  if (!found || now.getTime() - found.mtimeMs < abandonedAfter) return;
  await rm(part, { force: true });
}

/** Null where a file is missing; throws anything else. */
function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
