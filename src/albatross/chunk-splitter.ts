/** Octets of a chunk, as they came in. */
export interface ChunkPart {
  readonly octets: Buffer;
  /** How many octets the whole chunk has; none where it ends the stream. */
  readonly chunkSize: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

const headerSize = 4;

/**
 * Finds the chunks in a stream and hands their octets on as they come in
 * (docs/albatross-protocol.md, section 4).
 */
export class ChunkSplitter {
  readonly #header = Buffer.alloc(headerSize);
  #headerLength = 0;
  #chunkSize = 0;
  /** Octets of the chunk that have come in. */
  #arrived = 0;

  /** The parts of chunks that are in `octets`, as views of it. */
  *push(octets: Buffer): Generator<ChunkPart, void, void> {
    let rest = octets;
    for (;;) {
      if (this.#headerLength < headerSize) {
        rest = this.#readHeader(rest);
        if (this.#headerLength < headerSize) return;
      } else if (rest.length === 0) {
        return;
      }
      const part = rest.subarray(0, this.#chunkSize - this.#arrived);
      rest = rest.subarray(part.length);
      yield* this.#take(part);
    }
  }

  *#take(octets: Buffer): Generator<ChunkPart, void, void> {
    const isFirst = this.#arrived === 0;
    this.#arrived += octets.length;
    const isLast = this.#arrived === this.#chunkSize;
    if (octets.length === 0 && !isLast) return;
    if (isLast) this.#headerLength = 0;
    yield { octets, chunkSize: this.#chunkSize, isFirst, isLast };
  }

  /** Gives the octets that follow. A length is signed to a host: a negative one ends the stream. */
  #readHeader(octets: Buffer): Buffer {
    const copied = octets.copy(this.#header, this.#headerLength);
    this.#headerLength += copied;
    this.#arrived = 0;
    this.#chunkSize = Math.max(0, this.#header.readInt32BE());
    return octets.subarray(copied);
  }
}
