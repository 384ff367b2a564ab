import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Command, Service } from '../../../src/albatross/commands.ts';
import { encodeFrame, FrameDecoder } from '../../../src/albatross/framing.ts';
import type { Message } from '../../../src/albatross/messages.ts';
import { parseName } from '../../../src/albatross/names.ts';
import { decodeMessage, encodeMessage } from '../../../src/albatross/wire/message.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { socketNames } from '../../albatross/support/dial-unix.ts';
import { wordsOf } from './answers.ts';

/** A command as a chunk, about a name in its text form. */
export const commandFrame = (name: string, command: Command, sequence = 7n): Buffer =>
  encodeFrame(
    encodeMessage({
      header: { sequence, name: parseName(name) },
      payload: { type: 'command', command },
    }),
  );

/** A raw connection to a daemon's socket. */
export class SocketClient {
  readonly socket: Socket;
  readonly #messages: AsyncGenerator<Message, undefined, void>;

  constructor({ sockets }: Emulator, service: Service) {
    const path = join(sockets ?? '', socketNames[service]);
    this.socket = connect({ path, allowHalfOpen: true });
    this.socket.on('error', () => {}); // reading tells
    this.#messages = messagesIn(this.socket);
  }

  /** Sends octets as they are. */
  send(...octets: readonly Buffer[]): this {
    this.socket.write(Buffer.concat(octets));
    return this;
  }

  /** The next message in short; null once the daemon has closed. */
  async next(): Promise<string | null> {
    const message = (await this.#messages.next()).value;
    return message ? wordsOf(message) : null;
  }

  /** All messages until the daemon closes. */
  messages(): Promise<Message[]> {
    return Array.fromAsync(this.#messages);
  }

  /** The same in short. */
  async rest(): Promise<string[]> {
    return (await this.messages()).map(wordsOf);
  }
}

/** Until the daemon closes, or resets since it has not read everything. */
async function* messagesIn(socket: Socket): AsyncGenerator<Message, undefined, void> {
  const decoder = new FrameDecoder(64 * 2 ** 20);
  try {
    for await (const octets of socket) {
      for (const payload of decoder.push(octets)) yield decodeMessage(Buffer.from(payload));
    }
  } catch (error) {
    const isBroken = error instanceof Error && 'code' in error;
    if (!isBroken || (error.code !== 'ECONNRESET' && error.code !== 'EPIPE')) throw error;
  }
}
