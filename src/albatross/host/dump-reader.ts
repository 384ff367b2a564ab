import { MalformedMessageError } from '../errors.ts';
import { FrameDecoder, frameHeader } from '../framing.ts';
import { decodeMessage } from '../wire/message.ts';
import { expectData, expectSuccess } from './replies.ts';

/** The beginning of a chunk whose rest is a piece of content of so many octets. */
interface Pattern {
  readonly prefix: Buffer;
  readonly size: number;
}

/**
 * Takes the content out of the octets of a dump. Its messages are many, of 4 KiB each, and differ in
 * their content alone: of one that begins as the last one did the content is handed on as it comes,
 * without the message being put together and taken apart.
 */
export class DumpReader {
  readonly #decoder: FrameDecoder;
  readonly #begin: (compressed: boolean) => void;
  #begun = false;
  #ended = false;
  #pattern: Pattern | null = null;
  /** Octets that are missing of a message like the last one. */
  #missing = 0;

  /**
   * `maximum` is the largest message that is taken, in octets; `begin` is told, before any content,
   * whether that is a zlib stream.
   */
  constructor(maximum: number, begin: (compressed: boolean) => void) {
    this.#decoder = new FrameDecoder(maximum);
    this.#begin = begin;
  }

  /** Whether the host has said that this was all. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * The content in `octets`, which have to be the caller's own: they are written to. All of it has
   * to be taken. Throws `MalformedMessageError`, `MessageTooLargeError`, and as `expectData` does.
   */
  *read(octets: Buffer): Generator<Buffer, void, void> {
    let rest = octets;
    while (rest.length > 0 && !this.#ended) {
      const { content, end } = this.#compact(rest);
      if (content.length > 0) yield content;
      if (end === rest.length) return;
      const next = this.#decoder.next(rest.subarray(end));
      const data = next.payload && this.#take(next.payload);
      if (data) yield data;
      rest = next.rest;
    }
  }

  /** Throws `MalformedMessageError` where the octets have ended within a message. */
  finish(): void {
    if (this.#missing > 0) throw new MalformedMessageError('the stream ended within a message');
    this.#decoder.finish();
  }

  /** Moves the content of messages like the last one together, as far as they go: up to `end`. */
  #compact(octets: Buffer): { readonly content: Buffer; readonly end: number } {
    let size = 0;
    let end = 0;
    for (;;) {
      const piece = Math.min(this.#missing, octets.length - end);
      octets.copyWithin(size, end, end + piece);
      size += piece;
      end += piece;
      this.#missing -= piece;
      const pattern = this.#patternAt(octets, end);
      if (!pattern) return { content: octets.subarray(0, size), end };
      end += pattern.prefix.length;
      this.#missing = pattern.size;
    }
  }

  #patternAt(octets: Buffer, start: number): Pattern | null {
    if (!this.#pattern || this.#decoder.buffered > 0) return null;
    const { prefix } = this.#pattern;
    const end = start + prefix.length;
    const isAlike = end <= octets.length && prefix.compare(octets, start, end) === 0;
    return isAlike ? this.#pattern : null;
  }

  /** The content in a whole message; null where it has none. */
  #take(payload: Buffer): Buffer | null {
    const message = decodeMessage(payload);
    if (!this.#begun) {
      this.#begin(expectSuccess(message, 'block-device-image').compressed);
      this.#begun = true;
      return null;
    }
    const { data } = expectData(message, 'block');
    this.#pattern = data && patternOf(payload, data);
    this.#ended = data === null;
    return data;
  }
}

/** Content is the last thing in its message. */
function patternOf(payload: Buffer, data: Buffer): Pattern {
  const beginning = payload.subarray(0, payload.length - data.length);
  return { prefix: Buffer.concat([frameHeader(payload.length), beginning]), size: data.length };
}
