import type { Database } from '../../database/database.ts';
import { ImageChunk } from './entity.ts';
import type { ImagePlace } from './image-place.ts';

/** Octets of a row. */
const chunkSize = 1024 * 1024;

/** Keeps images in the database, in pieces: all servers that share it have them. */
export class DatabasePlace implements ImagePlace {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Each piece in a statement of its own: no transaction is as long as an upload. */
  async write(digest: string, content: AsyncIterable<Buffer>): Promise<void> {
    await this.remove(digest); // what a try that broke off has left
    let number = 0;
    for await (const octets of inChunks(content)) {
      await this.#database.em().insert(ImageChunk, { digest, number, octets });
      number += 1;
    }
  }

  async *read(digest: string): AsyncGenerator<Buffer> {
    for (let number = 0; ; number += 1) {
      const chunk = await this.#database.em().findOne(ImageChunk, { digest, number });
      if (chunk) yield Buffer.from(chunk.octets);
      else return;
    }
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
