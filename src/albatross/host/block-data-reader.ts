import { decodeMessage } from '../wire/message.ts';
import { expectData } from './replies.ts';

/** The beginning of a message of so many octets, whose rest is a piece of content. */
interface Pattern {
  readonly size: number;
  readonly prefix: Buffer;
}

/**
 * Reads the messages of a dump. Those are many, of 4 KiB each, and differ in their content alone: one
 * that begins as the last one did, and is as long, is not taken apart again.
 */
export class BlockDataReader {
  #pattern: Pattern | null = null;

  /** The content in a message, null for the end of the stream; throws as `expectData` does. */
  read(payload: Buffer): Buffer | null {
    if (this.#pattern && matches(payload, this.#pattern)) {
      return payload.subarray(this.#pattern.prefix.length);
    }
    const { data } = expectData(decodeMessage(payload), 'block');
    this.#pattern = data && patternOf(payload, data);
    return data;
  }
}

const matches = (payload: Buffer, { size, prefix }: Pattern): boolean =>
  payload.length === size && prefix.compare(payload, 0, prefix.length) === 0;

/** Content is the last thing in its message. */
const patternOf = (payload: Buffer, data: Buffer): Pattern => ({
  size: payload.length,
  prefix: Buffer.from(payload.subarray(0, payload.length - data.length)),
});
