import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { issueHostCertificate } from '../../../src/albatross/certificates/issue.ts';
import { certificateToPem, privateKeyToPem } from '../../../src/albatross/certificates/pem.ts';
import { albatrossExtension } from '../../../src/albatross/certificates/read.ts';
import type { Command } from '../../../src/albatross/commands.ts';
import { Host, type HostLimits } from '../../../src/albatross/host/host.ts';
import {
  TlsTransport,
  type TlsTransportOptions,
} from '../../../src/albatross/tls/tls-transport.ts';
import { decodeCertificateExtension } from '../../../src/albatross/wire/certificate-extension.ts';
import type { Opened, TransportKind } from '../host/support/transport-kind.ts';
import { type Authority, credentialsOf, rootAuthority, yearsAround } from './authorities.ts';
import { socketNames } from './dial-unix.ts';
import type { HostLocation } from './host-location.ts';
import { receiveCommand } from './receive-command.ts';

/** What a host does with a command that came with a connection, and what data follows it as chunks. */
export type Script = (peer: Socket, command: Command, reset: () => void) => void | Promise<void>;

interface KeyedCertificate {
  readonly certificate: Buffer;
  readonly privateKey: Authority['privateKey'];
}

/**
 * A host that believes everyone and does as its script says, whether it is asked over TLS or on its
 * sockets, where it takes all policies; `await using` closes it.
 */
export class ScriptedHost implements AsyncDisposable {
  readonly authority: Authority;
  /** Those that came, but for policies before them; an image that followed one is not in it. */
  readonly commands: Command[] = [];
  readonly #folder: string;
  readonly #script: Script;
  readonly #servers: readonly Server[];
  readonly #open = new Set<Socket>();
  #onIdle = () => {};
  #onConnection = () => {};
  #opened: Opened | null = null;

  private constructor(
    authority: Authority,
    own: KeyedCertificate & { readonly groups?: string },
    folder: string,
    script: Script,
  ) {
    this.authority = authority;
    this.#folder = folder;
    this.#script = script;
    const context = {
      cert: certificateToPem(own.certificate),
      key: privateKeyToPem(own.privateKey),
      ca: certificateToPem(authority.certificate),
      requestCert: true,
      rejectUnauthorized: false,
      ...(own.groups && { ecdhCurve: own.groups }),
    };
    const raw = new Map<number | undefined, Socket>();
    const endpoint = createServer(context, (socket) =>
      this.#serveTls(socket, () => raw.get(socket.remotePort)?.resetAndDestroy()),
    );
    endpoint.on('connection', (socket: Socket) => raw.set(socket.remotePort, socket));
    const daemons = Object.values(socketNames).map(() =>
      createSocketServer((socket) => this.#serveSocket(socket)),
    );
    this.#servers = [endpoint, ...daemons];
    for (const server of this.#servers) server.on('connection', (socket) => this.#count(socket));
  }

  /** Starts one whose clients come by `transportKind`. */
  static async start(
    script: Script,
    transportKind: TransportKind,
    own?: (authority: Authority) => KeyedCertificate & { readonly groups?: string },
  ): Promise<ScriptedHost> {
    const authority = rootAuthority(new Date());
    const certificate =
      own?.(authority) ?? issueHostCertificate(authority, yearsAround(new Date()));
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-scripted-'));
    const host = new ScriptedHost(authority, certificate, folder, script);
    await host.#listen();
    host.#opened = await transportKind.open(host.location);
    return host;
  }

  get location(): HostLocation {
    const { certificate, privateKey } = this.authority;
    const authority = {
      certificatePem: certificateToPem(certificate),
      privateKeyPem: privateKeyToPem(privateKey),
    };
    return { address: '127.0.0.1', port: this.#port, authority, sockets: this.#folder };
  }

  /** A transport to its endpoint, whichever its clients use. */
  transport(options: Partial<TlsTransportOptions> = {}): TlsTransport {
    const credentials = credentialsOf([this.authority], new Date());
    return new TlsTransport({ address: '127.0.0.1', port: this.#port, credentials, ...options });
  }

  client(limits: Partial<HostLimits> = {}): Host {
    if (!this.#opened) throw new Error('it has not started');
    return new Host(this.#opened.transport, limits);
  }

  /** Resolves when the next connection is there. */
  connected(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onConnection = resolve;
    return promise;
  }

  /** Resolves when no connection is open: a client that leaks one makes the test time out. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onIdle = resolve;
      await promise;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened?.close();
    for (const socket of this.#open) socket.destroy();
    const closed = this.#servers.map((server) => once(server.close(), 'close'));
    await Promise.all(closed);
    await rm(this.#folder, { recursive: true });
  }

  get #port(): number {
    const address = this.#servers[0]?.address() ?? null;
    if (address === null || typeof address === 'string') throw new Error('it does not listen');
    return address.port;
  }

  async #listen(): Promise<void> {
    const [endpoint, ...daemons] = this.#servers;
    endpoint?.listen(0, '127.0.0.1');
    const names = Object.values(socketNames);
    daemons.forEach((server, index) => {
      server.listen(join(this.#folder, names[index] ?? ''));
    });
    await Promise.all(this.#servers.map((server) => once(server, 'listening')));
  }

  #count(socket: Socket): void {
    this.#open.add(socket);
    this.#onConnection();
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#onIdle();
    });
  }

  async #serveTls(socket: TLSSocket, reset: () => void): Promise<void> {
    socket.on('error', () => {}); // clients reset connections: that is what is tested
    const leaf = socket.getPeerX509Certificate();
    const extension = leaf && albatrossExtension(leaf.raw);
    if (!extension) throw new Error('the client presented no command');
    await this.#perform(socket, decodeCertificateExtension(extension), reset);
  }

  async #serveSocket(socket: Socket): Promise<void> {
    socket.on('error', () => {});
    const command = await receiveCommand(socket);
    if (command) await this.#perform(socket, command, () => socket.destroy());
  }

  async #perform(socket: Socket, command: Command, reset: () => void): Promise<void> {
    this.commands.push(command);
    await this.#script(socket, command, reset);
  }
}
