import { MalformedMessageError, MessageTooLargeError } from './errors.ts';
import { GrowingBuffer } from './growing-buffer.ts';

const headerSize = 4;

/** The chunk that ends a stream: a length of zero (docs/albatross-protocol.md, section 4). */
export const endOfStream: Readonly<Buffer> = Buffer.alloc(headerSize);

/** What goes before a chunk of `size` octets. */
export function frameHeader(size: number): Buffer {
  const header = Buffer.alloc(headerSize);
  header.writeUInt32BE(size);
  return header;
}

/** A payload as one chunk. */
export function encodeFrame(payload: Uint8Array): Buffer {
  return Buffer.concat([frameHeader(payload.length), payload]);
}

/**
 * Finds the chunks in a stream that arrives in pieces of any size. A length is believed only as
 * its octets arrive: never more is held than has come in, times two.
 */
export class FrameDecoder {
  readonly #maximum: number;
  /** The beginning of a chunk, its length included. */
  readonly #partial = new GrowingBuffer();

  /** `maximum` is the largest payload that is taken, in octets. */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Octets of a chunk that is not complete yet. */
  get buffered(): number {
    return this.#partial.length;
  }

  /**
   * The payloads that `octets` complete, an empty one where the stream ends; all of them have to be
   * taken. They may be views of `octets`. Throws `MessageTooLargeError`, after those that came
   * before; there is no going on from that.
   */
  *push(octets: Buffer): Generator<Buffer, void, void> {
    for (let rest = octets; rest.length > 0; ) {
      const next = this.next(rest);
      if (next.payload) yield next.payload;
      rest = next.rest;
    }
  }

  /** As `push`, but takes the octets of one chunk only; the others are the rest. */
  next(octets: Buffer): { readonly payload: Buffer | null; readonly rest: Buffer } {
    const whole = this.#partial.length === 0 ? this.#sizeOf(octets) : null;
    if (whole !== null && octets.length >= headerSize + whole) {
      const end = headerSize + whole;
      return { payload: octets.subarray(headerSize, end), rest: octets.subarray(end) };
    }
    const afterHeader = this.#fill(octets, headerSize);
    const size = this.#sizeOf(this.#partial.view());
    if (size === null) return { payload: null, rest: afterHeader };
    const rest = this.#fill(afterHeader, headerSize + size);
    if (this.#partial.length < headerSize + size) return { payload: null, rest };
    return { payload: this.#partial.take().subarray(headerSize), rest };
  }

  /** Throws `MalformedMessageError` where the stream has ended within a chunk. */
  finish(): void {
    if (this.#partial.length > 0) {
      throw new MalformedMessageError('the stream ended within a message');
    }
  }

  /** Moves octets over until the partial chunk has `wanted`; gives those that are left. */
  #fill(octets: Buffer, wanted: number): Buffer {
    const missing = Math.max(0, wanted - this.#partial.length);
    this.#partial.append(octets.subarray(0, missing));
    return octets.subarray(missing);
  }

  #sizeOf(chunk: Buffer): number | null {
    if (chunk.length < headerSize) return null;
    const size = chunk.readUInt32BE();
    if (size > this.#maximum) throw new MessageTooLargeError(size, this.#maximum);
    return size;
  }
}
