import type { Database } from '../../database/database.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { ImageChunk } from './entity.ts';
import { DamagedImageError } from './errors.ts';
import type { ImagePlace, WriteOptions } from './image-place.ts';

/** Octets of a row. */
const chunkSize = 1024 * 1024;

/** Keeps images in the database, in pieces: all servers that share it have them. */
export class DatabasePlace implements ImagePlace {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Each piece in a statement of its own: no transaction is as long as an upload. */
  async write(
    digest: string,
    content: AsyncIterable<Buffer>,
    { signal }: WriteOptions,
  ): Promise<void> {
    signal?.throwIfAborted();
    await this.remove(digest); // what a try that broke off has left
    let number = 0;
    for await (const octets of inChunks(content)) {
      signal?.throwIfAborted();
      await this.#database.em().insert(ImageChunk, { digest, number, octets });
      number += 1;
    }
  }

  async has(digest: string): Promise<boolean> {
    return (await this.#database.em().count(ImageChunk, { digest, number: 0 })) > 0;
  }

  async *read(digest: string): AsyncGenerator<Buffer> {
    for (let number = 0; ; number += 1) {
      const [chunk] = await findEqual(this.#database.em(), ImageChunk, { digest, number });
      if (!chunk && number === 0) throw new DamagedImageError(digest);
      if (!chunk) return;
      yield Buffer.from(chunk.octets);
      if (chunk.octets.length < chunkSize) return; // only the last one is
    }
  }

  async owned(): Promise<readonly string[]> {
    const first = await this.#database.em().find(ImageChunk, { number: 0 }, { fields: ['digest'] });
    return first.map(({ digest }) => digest);
  }

  async remove(digest: string): Promise<void> {
    await this.#database.em().nativeDelete(ImageChunk, { digest });
  }
}

async function* inChunks(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let size = 0;
  for await (const piece of content) {
    gathered.push(piece);
    size += piece.length;
    if (size < chunkSize) continue;
    const whole = Buffer.concat(gathered);
    let start = 0;
    for (; whole.length - start >= chunkSize; start += chunkSize) {
      yield whole.subarray(start, start + chunkSize);
    }
    gathered = [whole.subarray(start)];
    size = whole.length - start;
  }
  if (size > 0) yield Buffer.concat(gathered);
}
