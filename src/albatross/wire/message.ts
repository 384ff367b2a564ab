import { DerReader } from '../der/reader.ts';
import { explicit, sequence, utf8String } from '../der/writer.ts';
import type { Message, Payload } from '../messages.ts';
import { readCommand } from './command.ts';
import { encodeData, readData } from './data-payload.ts';
import { encodeCommand } from './encode-command.ts';
import { encodeHeader, readHeader } from './header.ts';
import { encodeSuccess, readSuccess } from './success.ts';

const readers: Record<number, (inner: DerReader) => Payload> = {
  0: (inner) => ({ type: 'command', command: readCommand(inner) }),
  1: (inner) => ({ type: 'success', success: readSuccess(inner) }),
  2: (inner) => ({ type: 'failure', words: inner.utf8String() }),
  3: (inner) => ({ type: 'data', data: readData(inner) }),
};

/**
 * A whole `Wire`, its chunk's length left off (docs/albatross-protocol.md, section 6). Buffers in
 * it are views of `octets`. Throws `MalformedMessageError`, and its `UnsupportedVersionError`
 * whatever else a message of another version holds.
 */
export function decodeMessage(octets: Buffer): Message {
  const reader = new DerReader(octets);
  const message = reader.sequence((inner) => ({
    header: readHeader(inner),
    payload: inner.choice('payload', readers),
  }));
  reader.expectEnd();
  return message;
}

/** A `Wire`. Throws a RangeError for what the wire cannot hold. */
export function encodeMessage(message: Message): Buffer {
  return sequence(encodeHeader(message.header), encodePayload(message.payload));
}

function encodePayload(payload: Payload): Buffer {
  switch (payload.type) {
    case 'command':
      return explicit(0, encodeCommand(payload.command));
    case 'success':
      return explicit(1, encodeSuccess(payload.success));
    case 'failure':
      return explicit(2, utf8String(payload.words));
    case 'data':
      return explicit(3, encodeData(payload.data));
  }
}
