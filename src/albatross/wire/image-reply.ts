import { DerReader } from '../der/reader.ts';
import { contextTag, tags } from '../der/tags.ts';
import { MalformedMessageError, MessageTooLargeError } from '../errors.ts';
import { GrowingBuffer } from '../growing-buffer.ts';
import type { Header, Message } from '../messages.ts';
import { readHeader } from './header.ts';
import { decodeMessage } from './message.ts';

/** What comes before the image is smaller than this: the header's name is all that varies. */
const maxPrefix = 4096;
const lengthSize = 4;

/** What an answer to `unikernel-get` consists of: a whole message, or an image and its octets. */
export type ImageReplyPart =
  | { readonly type: 'message'; readonly message: Message }
  | {
      readonly type: 'image';
      readonly header: Header;
      readonly compressed: boolean;
      /** Octets of the image as it is sent. */
      readonly size: number;
    }
  | { readonly type: 'octets'; readonly octets: Buffer };

/** The largest payloads that are taken, in octets. */
export interface ImageReplyLimits {
  readonly message: number;
  readonly image: number;
}

/**
 * Reads the one chunk that answers `unikernel-get`, which is as large as the image, and hands the
 * image's octets on as they come in.
 */
export class ImageReplyDecoder {
  readonly #limits: ImageReplyLimits;
  #state: 'beginning' | 'message' | 'image' | 'complete' = 'beginning';
  /** The chunk's beginning, its length included; all of it, where it holds no image. */
  readonly #chunk = new GrowingBuffer();
  /** Octets of the payload that have not been handed out. */
  #missing = 0;

  constructor(limits: ImageReplyLimits) {
    this.#limits = limits;
  }

  /** Whether the whole answer has been handed out. */
  get complete(): boolean {
    return this.#state === 'complete';
  }

  /**
   * What `octets` add to the answer; all of it has to be taken, and octets may be views. Throws
   * `MalformedMessageError` and `MessageTooLargeError`; there is no going on from those.
   */
  *push(octets: Buffer): Generator<ImageReplyPart, void, void> {
    if (this.#state === 'image' || this.#state === 'complete') return yield* this.#pass(octets);
    this.#chunk.append(octets);
    if (this.#state === 'beginning') yield* this.#begin();
    if (this.#state === 'message') yield* this.#gather();
  }

  /** Throws `MalformedMessageError` where the stream has ended before the answer has. */
  finish(): void {
    if (!this.complete) throw new MalformedMessageError('the stream ended within a message');
  }

  *#begin(): Generator<ImageReplyPart, void, void> {
    const chunk = this.#chunk.view();
    if (chunk.length < lengthSize) return;
    this.#missing = chunk.readUInt32BE();
    const payload = chunk.subarray(lengthSize);
    if (payload.length < Math.min(this.#missing, maxPrefix)) return;
    const image = readPrefix(payload, this.#missing);
    const size = image === null ? this.#missing : image.size;
    const limit = image === null ? this.#limits.message : this.#limits.image;
    if (size > limit) throw new MessageTooLargeError(size, limit);
    this.#state = image === null ? 'message' : 'image';
    if (image === null) return;
    const { header, compressed, start } = image;
    yield { type: 'image', header, compressed, size };
    this.#chunk.take();
    this.#missing = size;
    yield* this.#pass(payload.subarray(start));
  }

  *#gather(): Generator<ImageReplyPart, void, void> {
    const excess = this.#chunk.length - lengthSize - this.#missing;
    if (excess < 0) return;
    expectNoMore(excess);
    this.#missing = 0;
    this.#state = 'complete';
    yield { type: 'message', message: decodeMessage(this.#chunk.take().subarray(lengthSize)) };
  }

  *#pass(octets: Buffer): Generator<ImageReplyPart, void, void> {
    expectNoMore(octets.length - this.#missing);
    this.#missing -= octets.length;
    if (this.#missing === 0) this.#state = 'complete';
    if (octets.length > 0) yield { type: 'octets', octets };
  }
}

function expectNoMore(excess: number): void {
  if (excess > 0) throw new MalformedMessageError('octets follow the only answer');
}

/** The beginning of a `Wire` up to the image's first octet; null where it holds no image. */
function readPrefix(payload: Buffer, size: number) {
  const reader = new DerReader(payload);
  const enter = (tag: number) => {
    const end = reader.enter(tag) + reader.position;
    if (end !== size) throw new MalformedMessageError('an element does not fill its container');
  };
  enter(tags.sequence);
  const header = readHeader(reader);
  if (reader.peekTag() !== contextTag(1)) return null;
  enter(contextTag(1));
  if (reader.peekTag() !== contextTag(6)) return null;
  enter(contextTag(6));
  enter(tags.sequence);
  const compressed = reader.boolean();
  enter(tags.octetString);
  return { header, compressed, size: size - reader.position, start: reader.position };
}
