import type { Socket } from 'node:net';
import type { Command } from '../../../src/albatross/commands.ts';
import { encodeFrame, endOfStream, FrameDecoder } from '../../../src/albatross/framing.ts';
import { decodeMessage } from '../../../src/albatross/wire/message.ts';
import { stringFrame } from './frames.ts';

const largestMessage = 64 * 1024 * 1024;

/**
 * The command that comes over a daemon's socket; the policies before it are all taken. An image is
 * taken out of it, and put back into the socket as the chunks that it is over TLS. Null where the
 * client leaves before.
 */
export async function receiveCommand(socket: Socket): Promise<Command | null> {
  const decoder = new FrameDecoder(largestMessage);
  try {
    for await (const octets of socket.iterator({ destroyOnReturn: false })) {
      for (let rest: Buffer = octets; rest.length > 0; ) {
        const next = decoder.next(rest);
        rest = next.rest;
        const command = next.payload && commandIn(next.payload);
        if (command?.type === 'policy-add') socket.write(stringFrame('added policy'));
        else if (command) return withoutImage(command, rest, socket);
      }
    }
  } catch (error) {
    if (!socket.destroyed) throw error; // else the client broke off
  }
  return null;
}

function commandIn(octets: Buffer): Command {
  const { payload } = decodeMessage(Buffer.from(octets));
  if (payload.type !== 'command') throw new Error(`a client sent ${payload.type}`);
  return payload.command;
}

function withoutImage(command: Command, rest: Buffer, socket: Socket): Command {
  if (!('config' in command)) {
    if (rest.length > 0) socket.unshift(rest);
    return command;
  }
  const { image } = command.config;
  socket.unshift(Buffer.concat([encodeFrame(image), endOfStream, rest]));
  return { ...command, config: { ...command.config, image: Buffer.alloc(0) } };
}
