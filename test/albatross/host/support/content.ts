import { FrameDecoder } from '../../../../src/albatross/framing.ts';
import { stringFrame } from '../../support/frames.ts';
import type { Script } from '../../support/scripted-host.ts';

export const kibibyte = 1024;
export const mebibyte = 1024 * kibibyte;

/** A host that reads a stream of chunks to its end, and then answers. */
export class Sink {
  readonly chunks: Buffer[] = [];
  /** Whether the end of the stream was sent. */
  complete = false;

  get content(): Buffer {
    return Buffer.concat(this.chunks);
  }

  script(answer = stringFrame('set block device')): Script {
    return (socket) => {
      const decoder = new FrameDecoder(64 * mebibyte);
      socket.on('data', (octets) => {
        for (const chunk of decoder.push(octets)) {
          if (chunk.length > 0) this.chunks.push(Buffer.from(chunk));
          else this.complete = true;
        }
        if (this.complete) socket.end(answer);
      });
    };
  }
}

export const plain = { compressed: false };
const cycle = Buffer.from(Array.from({ length: 251 }, (_, index) => index));
export const pattern = (size: number) => Buffer.alloc(size, cycle);

/** Content that fails after its pieces. */
export async function* failing(error: Error, ...pieces: Buffer[]) {
  yield* pieces;
  throw error;
}

/** Content that goes on until it is told to end, which it tells. */
export function endless(piece: Buffer) {
  const told = Promise.withResolvers<void>();
  async function* pieces() {
    try {
      for (;;) yield piece;
    } finally {
      told.resolve();
    }
  }
  return { content: pieces(), told: told.promise };
}
