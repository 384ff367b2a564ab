import { FrameDecoder } from '../framing.ts';
import type { Message } from '../messages.ts';
import { decodeMessage } from '../wire/message.ts';
import type { Connection } from './connection.ts';

/** What becomes of a host's messages. */
export interface MessageHandler {
  /** What it throws ends the connection. */
  message(message: Message): void;
  /** As a `Receiver`'s, where the host has closed between two messages (null). */
  ended(failure: unknown): void;
}

/** Reads a connection's octets as messages of at most `maximum` octets. */
export function receiveMessages(
  connection: Connection,
  maximum: number,
  handler: MessageHandler,
): void {
  const decoder = new FrameDecoder(maximum);
  connection.attach({
    receive(octets) {
      for (const payload of decoder.push(octets)) {
        if (connection.closed) return;
        handler.message(decodeMessage(payload));
      }
    },
    ended(failure) {
      handler.ended(failure ?? incompleteness(decoder));
    },
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
