import type { Socket } from 'node:net';
import type { Client } from 'ssh2';
import { gatherWrites } from './gather-writes.ts';

declare module 'ssh2' {
  interface Client {
    /** Without a callback, which its types ask for, it asks for no answer. */
    openssh_noMoreSessions(): this;
  }
}

/** Octets: what comes in larger pieces is not held back by the host. */
const small = 1_024;

/**
 * Sends a few octets after what the host has sent, where nothing else goes out by itself and somebody
 * waits for more. OpenSSH's server leaves Nagle's algorithm on: its next small packet waits until TCP
 * has acknowledged the one before, which without anything to send takes 40 ms. The octets say that we
 * ask for no sessions (OpenSSH's extension `no-more-sessions`), which is true and needs no answer.
 */
export function avoidDelayedAck(client: Client, socket: Socket, waiting: () => boolean): void {
  socket.on('data', (octets: Buffer) => {
    if (octets.length > small) return;
    const { bytesWritten } = socket;
    setImmediate(() => {
      const underWay = socket.writableLength > 0 || socket.bytesWritten > bytesWritten;
      if (underWay || !socket.writable || !waiting()) return;
      gatherWrites(socket);
      client.openssh_noMoreSessions();
    });
  });
}
