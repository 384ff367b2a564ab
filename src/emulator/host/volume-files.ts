import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidNameError } from '../../albatross/errors.ts';
import { formatName, type Name, parseName } from '../../albatross/names.ts';
import { HostFailure } from './failure.ts';
import { type ContentWriter, pieceSize, type VolumeContents } from './volume-contents.ts';

/** Volumes as sparse files in a folder, which is made when the first one is; named as hosts do. */
export class VolumeFiles implements VolumeContents {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async list(): Promise<{ name: Name; size: number }[]> {
    const files = await readdir(this.#folder).catch(whereMissing<string[]>([]));
    const found: { name: Name; size: number }[] = [];
    for (const file of files) {
      const name = nameOfFile(file);
      if (name) found.push({ name, size: (await stat(join(this.#folder, file))).size });
    }
    return found;
  }

  async create(name: Name): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    try {
      await (await open(this.#path(name), 'wx', 0o600)).close();
    } catch (cause) {
      if (!hasCode(cause, 'EEXIST')) throw cause;
      throw new HostFailure('file already exists', { cause });
    }
  }

  resize(name: Name, size: number): Promise<void> {
    return truncate(this.#path(name), size);
  }

  remove(name: Name): Promise<void> {
    return rm(this.#path(name), { force: true });
  }

  /** Another writer that is at work goes on in a file that has no name any more. */
  async rewrite(name: Name): Promise<ContentWriter> {
    await this.remove(name);
    const file = await open(this.#path(name), 'w', 0o600);
    return {
      write: (octets) => file.appendFile(octets),
      abandon: () => file.close(),
      async finish(size) {
        await file.truncate(size);
        await file.close();
      },
    };
  }

  read(name: Name): AsyncIterable<Buffer> {
    return createReadStream(this.#path(name), { highWaterMark: pieceSize });
  }

  #path(name: Name): string {
    return join(this.#folder, formatName(name));
  }
}

/** Null for a file that is no volume's. */
function nameOfFile(file: string): Name | null {
  try {
    const name = parseName(file);
    return name.label === null ? null : name;
  } catch (error) {
    if (error instanceof InvalidNameError) return null;
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

function whereMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (hasCode(error, 'ENOENT')) return instead;
    throw error;
  };
}
