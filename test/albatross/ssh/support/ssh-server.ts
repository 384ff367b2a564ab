import { once } from 'node:events';
import {
  type AddressInfo,
  connect,
  createServer,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net';
import { Transform } from 'node:stream';
import ssh2, { type AuthContext, type Connection, type ServerChannel } from 'ssh2';
import { publicKeyLine } from '../../../../src/albatross/ssh/authorized-keys.ts';
import type { SshLogin } from '../../../../src/albatross/ssh/handshake.ts';
import { type HostKey, hostKeyOf } from '../../../../src/albatross/ssh/host-key.ts';
import { newSshKey, type SshKey } from '../../../../src/albatross/ssh/ssh-key.ts';

export const user = 'fulmar';

/** How often something was seen. */
interface Counts {
  /** TCP connections. */
  connections: number;
  /** Requests to log in, of any kind. */
  logins: number;
  /** Those that were let in. */
  sessions: number;
  /** Wishes for a channel. */
  channels: number;
}

/**
 * An SSH server in this process, which forwards to unix sockets and ports wherever they are, as far as
 * `allow` says; `await using` closes it. What it does wrong is set while it runs.
 */
export class SshServer implements AsyncDisposable {
  /** The key that is let in at first. */
  readonly key: SshKey = newSshKey('test');
  /** Lines as in `authorized_keys`, whose options are left aside. */
  authorizedKeys: readonly string[] = [publicKeyLine(this.key)];
  readonly counts: Counts = { connections: 0, logins: 0, sessions: 0, channels: 0 };
  /** The keys that it presents, one a type. */
  hostKeys: readonly SshKey[] = [newSshKey('host')];
  /** Lets nobody in. */
  revoked = false;
  /** Answers the wish for a channel not before `answer` says so. */
  silent = false;
  /** Accepts TCP connections and says nothing. */
  mute = false;
  /** Where it forwards to: paths, and ports of loopback. */
  allow: (destination: string | number) => boolean = () => true;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #clients = new Set<Connection>();
  readonly #channels = new Set<ServerChannel>();
  readonly #held: (() => void)[] = [];

  private constructor() {
    this.#server = createServer((socket) => this.#accept(socket));
  }

  static async start(): Promise<SshServer> {
    const server = new SshServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  /** Its address, and who may log in. */
  get login(): SshLogin {
    return {
      address: '127.0.0.1',
      port: portOf(this.#server),
      user,
      key: this.key,
      hostKey: this.hostKey,
    };
  }

  get hostKey(): HostKey {
    const [key] = this.hostKeys;
    if (!key) throw new Error('it has no key');
    return hostKeyOf(key.publicKey);
  }

  /** Channels that are open. */
  get openChannels(): number {
    return this.#channels.size;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  /** Cuts every connection, as a reboot would. */
  drop(): void {
    for (const socket of this.#sockets) {
      // Node keeps one open for ever that it resets after its end.
      if (socket.writableEnded) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  /** Answers those who wait for a channel. */
  answer(): void {
    for (const answer of this.#held.splice(0)) answer();
  }

  /** Begins another exchange of keys on every connection. */
  exchangeKeys(): void {
    for (const client of this.#clients) client.rekey();
  }

  /** Lets the connections be, but nothing go through them any more. */
  freeze(): void {
    for (const socket of this.#sockets) socket.pause();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #accept(socket: Socket): void {
    this.counts.connections++;
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    socket.on('error', () => {}); // connections are cut: that is what is tested
    socket.once('close', () => this.#sockets.delete(socket));
    if (this.mute) {
      socket.resume();
      return;
    }
    const hostKeys = this.hostKeys.map(({ privateKey }) => privateKey);
    const server = new ssh2.Server({ hostKeys }, (client) => this.#serve(client));
    server.injectSocket(socket);
  }

  #serve(client: Connection): void {
    this.#clients.add(client);
    client.once('close', () => this.#clients.delete(client));
    client.on('error', () => {});
    client.on('authentication', (context) => {
      this.counts.logins++;
      if (!this.revoked && this.authorizedKeys.some((line) => isBy(context, line))) {
        context.accept();
      } else context.reject(['publickey']);
    });
    client.on('ready', () => this.counts.sessions++);
    client.on('openssh.streamlocal', (accept, reject, { socketPath }) =>
      this.#forward(socketPath, { path: socketPath }, accept, reject),
    );
    client.on('tcpip', (accept, reject, { destIP, destPort }) =>
      this.#forward(destPort, { port: destPort, host: destIP }, accept, reject),
    );
  }

  #forward(
    destination: string | number,
    where: NetConnectOpts,
    accept: () => ServerChannel,
    reject: () => void,
  ): void {
    this.counts.channels++;
    const answer = () => {
      if (!this.allow(destination)) reject();
      else this.#connect(connect({ ...where, allowHalfOpen: true }), accept, reject);
    };
    if (this.silent) this.#held.push(answer);
    else answer();
  }

  #connect(far: Socket, accept: () => ServerChannel, reject: () => void): void {
    far.once('error', reject);
    far.once('connect', () => {
      far.off('error', reject);
      this.#join(accept(), far);
    });
  }

  #join(channel: ServerChannel, far: Socket): void {
    this.#channels.add(channel);
    channel.on('error', () => {});
    channel.once('close', () => {
      this.#channels.delete(channel);
      far.destroySoon();
    });
    far.on('error', () => channel.close());
    // What nobody takes any more must not keep the channel.
    far.once('close', () => channel.resume());
    far.pipe(channel).pipe(afterNextPoll()).pipe(far);
  }
}

/**
 * Lets the event loop see first what the far end has sent: Node drops that unread when a write fails,
 * where OpenSSH's server still reads it.
 */
const afterNextPoll = () =>
  new Transform({
    transform: (octets, _encoding, done) => {
      setImmediate(() => setImmediate(done, null, octets));
    },
  });

function isBy(context: AuthContext, line: string): boolean {
  if (context.username !== user || context.method !== 'publickey') return false;
  const [publicKey = ''] = /(ssh|ecdsa)-\S+ \S+/.exec(line) ?? [];
  const known = ssh2.utils.parseKey(publicKey);
  if (known instanceof Error) throw known;
  if (!context.key.data.equals(known.getPublicSSH())) return false;
  if (!context.signature || !context.blob) return true;
  return known.verify(context.blob, context.signature, context.hashAlgo);
}

/** The port that a server listens on. */
export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return address.port;
}
