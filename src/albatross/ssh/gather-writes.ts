import type { Socket } from 'node:net';

/**
 * Sends in one go what is written from here on in this turn of the event loop: ssh2 writes the parts of
 * each packet by themselves, and a command is several packets.
 */
export function gatherWrites(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}
