import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** The connections of a server, and on which of them requests are being answered. */
export class OpenConnections {
  /** How many answers are under way on each. */
  readonly #answers = new Map<Socket, number>();

  constructor(server: Server) {
    // By TLS, the connection as requests have it is there after the handshake.
    const event = server instanceof TlsServer ? 'secureConnection' : 'connection';
    server.on(event, (socket: Socket) => this.#add(socket));
    const begin = ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#count(socket, 1);
      response.once('close', () => this.#count(socket, -1));
    };
    server.on('request', begin);
    server.on('checkContinue', begin);
    server.on('checkExpectation', begin);
  }

  /**
   * Ends those on which nothing is asked, also where a request has begun and its headers have not
   * come: Node would wait for them for ever once it listens no more.
   */
  endIdle(): void {
    for (const [socket, answers] of this.#answers) {
      // One that is ended from here lingers so that its last answer arrives (`refuseRest`).
      if (answers === 0 && !socket.writableEnded) socket.destroy();
    }
  }

  #add(socket: Socket): void {
    this.#answers.set(socket, 0);
    socket.once('close', () => this.#answers.delete(socket));
  }

  #count(socket: Socket, change: 1 | -1): void {
    const answers = this.#answers.get(socket);
    if (answers !== undefined) this.#answers.set(socket, answers + change);
  }
}
