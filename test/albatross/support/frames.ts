import { encodeFrame } from '../../../src/albatross/framing.ts';
import type { Payload, Success } from '../../../src/albatross/messages.ts';
import { type Name, root } from '../../../src/albatross/names.ts';
import { encodeMessage } from '../../../src/albatross/wire/message.ts';
import type { Script } from './scripted-host.ts';

/** A chunk that carries a message. */
export const frameOf = (payload: Payload, name: Name = root): Buffer =>
  encodeFrame(encodeMessage({ header: { sequence: 0n, name }, payload }));

export const successFrame = (success: Success): Buffer => frameOf({ type: 'success', success });
export const stringFrame = (value: string): Buffer => successFrame({ type: 'string', value });
export const failureFrame = (words: string): Buffer => frameOf({ type: 'failure', words });

/** Answers with octets and closes, as a host does. */
export const answering =
  (...frames: readonly Buffer[]): Script =>
  (socket) => {
    socket.end(Buffer.concat(frames));
  };
