import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy to a server that can be cut off, as a network is. */
export class CuttableProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(server: Server, port: number) {
    this.#server = server;
    server.on('connection', (socket) => this.#lead(socket, port));
  }

  /** A proxy to the server at that address. */
  static async to(url: string): Promise<CuttableProxy> {
    const server = createServer();
    const proxy = new CuttableProxy(server, Number(new URL(url).port));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is closed');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Resets all that is open, and all that comes, until it is mended. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #lead(here: Socket, port: number): void {
    if (this.#isCut) return void here.resetAndDestroy();
    const there = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [here, there],
      [there, here],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
