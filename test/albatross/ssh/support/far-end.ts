import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOf } from './ssh-server.ts';

const names = ['vmmd', 'console', 'stat', 'other'] as const;

/** What listens where channels lead to: unix sockets and a port; `await using` closes them. */
export class FarEnd implements AsyncDisposable {
  /** The connections so far, those that are closed too. */
  readonly connections: Socket[] = [];
  readonly #folder: string;
  readonly #serve: (socket: Socket) => void;
  readonly #remote: Server;
  readonly #local: readonly Server[];

  private constructor(folder: string, serve: (socket: Socket) => void) {
    this.#folder = folder;
    this.#serve = serve;
    this.#remote = this.#server();
    this.#local = names.map(() => this.#server());
  }

  /** `serve` does what a daemon would with a connection: by default it gives everything back. */
  static async start(serve: (socket: Socket) => void = giveBack): Promise<FarEnd> {
    const far = new FarEnd(await mkdtemp(join(tmpdir(), 'fulmar-ssh-')), serve);
    for (const [index, name] of names.entries()) far.#local[index]?.listen(far.pathOf(name));
    far.#remote.listen(0, '127.0.0.1');
    await Promise.all(far.#servers.map((server) => once(server, 'listening')));
    return far;
  }

  /** The path of a socket, also of one where nobody listens. */
  pathOf(name: string): string {
    return join(this.#folder, `${name}.sock`);
  }

  get socket() {
    return { kind: 'socket', path: this.pathOf('vmmd') } as const;
  }

  get tcp() {
    return { kind: 'tcp', address: '127.0.0.1', port: portOf(this.#remote) } as const;
  }

  /** Where it does as albatross's daemons do. */
  get paths() {
    const [albatrossd, console, stats] = [
      this.pathOf('vmmd'),
      this.pathOf('console'),
      this.pathOf('stat'),
    ];
    return { albatrossd, console, stats };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.connections) socket.destroy();
    for (const server of this.#servers) server.close();
    await rm(this.#folder, { recursive: true });
  }

  get #servers(): Server[] {
    return [this.#remote, ...this.#local];
  }

  #server(): Server {
    return createServer({ allowHalfOpen: true }, (socket) => {
      this.connections.push(socket);
      socket.on('error', () => {}); // connections are cut: that is what is tested
      this.#serve(socket);
    });
  }
}

function giveBack(socket: Socket): void {
  socket.pipe(socket);
}
