import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOf } from './ssh-server.ts';

/** What listens where channels lead to: a unix socket and a port; `await using` closes both. */
export class FarEnd implements AsyncDisposable {
  /** The folder, in which a socket that is not there can be named too. */
  readonly folder: string;
  /** The connections so far, those that are closed too. */
  readonly connections: Socket[] = [];
  readonly #servers: readonly Server[];

  private constructor(folder: string, serve: (socket: Socket) => void) {
    this.folder = folder;
    this.#servers = [0, 1].map(() =>
      createServer({ allowHalfOpen: true }, (socket) => {
        this.connections.push(socket);
        socket.on('error', () => {}); // connections are cut: that is what is tested
        serve(socket);
      }),
    );
  }

  /** `serve` does what a daemon would with a connection: by default it gives everything back. */
  static async start(serve = (socket: Socket) => void socket.pipe(socket)): Promise<FarEnd> {
    const far = new FarEnd(await mkdtemp(join(tmpdir(), 'fulmar-ssh-')), serve);
    const [local, remote] = far.#servers;
    local?.listen(far.path);
    remote?.listen(0, '127.0.0.1');
    await Promise.all(far.#servers.map((server) => once(server, 'listening')));
    return far;
  }

  get path(): string {
    return join(this.folder, 'vmmd.sock');
  }

  get port(): number {
    const [, remote] = this.#servers;
    if (!remote) throw new Error('it does not listen');
    return portOf(remote);
  }

  get socket() {
    return { kind: 'socket', path: this.path } as const;
  }

  get tcp() {
    return { kind: 'tcp', address: '127.0.0.1', port: this.port } as const;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.connections) socket.destroy();
    for (const server of this.#servers) server.close();
    await rm(this.folder, { recursive: true });
  }
}
