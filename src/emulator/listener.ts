import { once } from 'node:events';
import {
  type AddressInfo,
  createServer,
  type ListenOptions,
  type Server,
  type Socket,
} from 'node:net';

/** Accepts connections, and knows those that are open. */
export class Listener {
  readonly #accept: (socket: Socket) => void;
  readonly #sockets = new Set<Socket>();
  readonly #serving = new Set<Promise<void>>();
  #server: Server | null = null;

  constructor(accept: (socket: Socket) => void) {
    this.#accept = accept;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Listens, and gives where. */
  async listen(options: ListenOptions): Promise<AddressInfo | string | null> {
    // What a client says after its command may go unnoticed, the end of its side too.
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#welcome(socket));
    server.listen(options);
    await once(server, 'listening');
    this.#server = server;
    return server.address();
  }

  /** Waits for this before it is closed; `serving` does not reject. */
  await(serving: Promise<void>): void {
    const served = serving.finally(() => this.#serving.delete(served));
    this.#serving.add(served);
  }

  /** Stops listening, breaks all connections off, and waits until they are served no more. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(server, 'close');
    await Promise.all(this.#serving);
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    ignoreErrors(socket);
    this.#accept(socket);
  }
}

/** A broken connection is nothing to a host: what reads or writes learns of it there. */
export function ignoreErrors(socket: Socket): void {
  socket.on('error', () => {});
}
