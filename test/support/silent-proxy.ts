import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

interface Route {
  readonly client: Socket;
  readonly server: Socket;
  /** Whether the client has said what only those say that hold locks. */
  holdsLocks: boolean;
}

/** What is said on a connection with locks, and on no other. */
const mark = 'idle_session_timeout';

/** Stands between servers and PostgreSQL, and can let their connections go silent. */
export class SilentProxy implements AsyncDisposable {
  /** The address of the database, by way of the proxy. */
  readonly url: string;
  readonly #server: Server;
  readonly #routes: Set<Route>;
  #isUnplugged = false;

  private constructor(server: Server, routes: Set<Route>, url: string) {
    this.#server = server;
    this.#routes = routes;
    this.url = url;
  }

  static async open(database: string): Promise<SilentProxy> {
    const { hostname, port } = new URL(database);
    const routes = new Set<Route>();
    const server = createServer((client) => {
      const route = { client, server: connect(Number(port), hostname), holdsLocks: false };
      routes.add(route);
      forward(route, () => routes.delete(route));
      if (proxy.#isUnplugged) unplug(route);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = new URL(database);
    if (address === null || typeof address === 'string') throw new Error('no port is free');
    url.port = String(address.port);
    const proxy = new SilentProxy(server, routes, url.href);
    return proxy;
  }

  /** From now on nothing passes on these connections, not even their end. */
  silence(): void {
    for (const route of this.#routes) if (route.holdsLocks) silence(route);
  }

  /** The server stands still, or its machine is gone: PostgreSQL hears nothing more on these connections. */
  stall(): void {
    for (const route of this.#routes) silence(route);
  }

  /**
   * The machine of the database is gone without a word: it has ended what was open, of which the servers hear
   * nothing, nor on any connection that they begin.
   */
  unplug(): void {
    this.#isUnplugged = true;
    for (const route of this.#routes) unplug(route);
  }

  /** Another machine has taken its address: what is begun from now on reaches the database. */
  plugIn(): void {
    this.#isUnplugged = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { client, server } of this.#routes) {
      client.destroy();
      server.destroy();
    }
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function silence({ client, server }: Route): void {
  for (const socket of [client, server])
    socket.removeAllListeners('data').removeAllListeners('close').pause();
}

function unplug(route: Route): void {
  silence(route);
  route.server.destroy();
}

function forward(route: Route, ended: () => void): void {
  const { client, server } = route;
  client.on('data', (octets: Buffer) => {
    route.holdsLocks ||= octets.includes(mark);
    server.write(octets);
  });
  server.on('data', (octets: Buffer) => client.write(octets));
  for (const [socket, other] of [
    [client, server],
    [server, client],
  ] as const) {
    socket.on('error', () => {}); // it is closed then
    socket.on('close', () => {
      ended();
      other.destroy();
    });
  }
}
