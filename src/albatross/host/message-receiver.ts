import { FrameDecoder } from '../framing.ts';
import type { Message } from '../messages.ts';
import { decodeMessage } from '../wire/message.ts';
import type { Connection } from './connection.ts';

/** What becomes of the chunks from a host. */
export interface PayloadHandler {
  /** What it throws ends the connection. */
  payload(payload: Buffer): void;
  /** As a `Receiver`'s, where the host has closed between two chunks (null). */
  ended(failure: unknown): void;
}

/** What becomes of the messages from a host. */
export interface MessageHandler {
  /** What it throws ends the connection. */
  message(message: Message): void;
  /** As a `Receiver`'s, where the host has closed between two messages (null). */
  ended(failure: unknown): void;
}

/** Reads a connection's octets as chunks of at most `maximum` octets. */
export function receivePayloads(
  connection: Connection,
  maximum: number,
  handler: PayloadHandler,
): void {
  const decoder = new FrameDecoder(maximum);
  connection.attach({
    receive(octets) {
      for (const payload of decoder.push(octets)) {
        if (connection.closed) return;
        handler.payload(payload);
      }
    },
    ended(failure) {
      handler.ended(failure ?? incompleteness(decoder));
    },
  });
}

/** Reads a connection's octets as messages of at most `maximum` octets. */
export function receiveMessages(
  connection: Connection,
  maximum: number,
  handler: MessageHandler,
): void {
  receivePayloads(connection, maximum, {
    payload: (payload) => handler.message(decodeMessage(payload)),
    ended: (failure) => handler.ended(failure),
  });
}

function incompleteness(decoder: FrameDecoder): unknown {
  try {
    decoder.finish();
    return null;
  } catch (error) {
    return error;
  }
}
