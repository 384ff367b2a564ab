import { Duplex } from 'node:stream';
import { ChunkSplitter } from '../chunk-splitter.ts';

type Done = (error?: Error | null) => void;

/**
 * A stream whose command waits for an image inside it (docs/albatross-protocol.md, section 3.2).
 * Chunks are written to it as everywhere; their content goes out as it comes, and what follows the
 * image in place of the end. What comes in is handed on as it is.
 */
export class ImageStream extends Duplex {
  readonly #socket: Duplex;
  readonly #afterImage: Buffer;
  readonly #splitter = new ChunkSplitter();

  constructor(socket: Duplex, afterImage: Buffer) {
    super();
    this.#socket = socket;
    this.#afterImage = afterImage;
    socket.on('data', (octets: Buffer) => {
      if (!this.push(octets)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error: Error) => this.destroy(error));
    socket.on('close', () => {
      if (!socket.readableEnded) this.destroy();
    });
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(octets: Buffer, _encoding: BufferEncoding, done: Done): void {
    const pieces = [...this.#splitter.push(octets)].map((part) =>
      part.chunkSize === 0 ? this.#afterImage : part.octets,
    );
    const last = pieces.pop();
    for (const piece of pieces) this.#socket.write(piece);
    if (last) this.#socket.write(last, done);
    else done();
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#socket.destroy();
    done(error);
  }
}
