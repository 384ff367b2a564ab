import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { issueHostCertificate } from '../../../src/albatross/certificates/issue.ts';
import { certificateToPem, privateKeyToPem } from '../../../src/albatross/certificates/pem.ts';
import { albatrossExtension } from '../../../src/albatross/certificates/read.ts';
import type { Command } from '../../../src/albatross/commands.ts';
import { encodeFrame } from '../../../src/albatross/framing.ts';
import { Host, type HostLimits } from '../../../src/albatross/host/host.ts';
import type { Payload, Success } from '../../../src/albatross/messages.ts';
import { type Name, root } from '../../../src/albatross/names.ts';
import {
  TlsTransport,
  type TlsTransportOptions,
} from '../../../src/albatross/tls/tls-transport.ts';
import { decodeCertificateExtension } from '../../../src/albatross/wire/certificate-extension.ts';
import { encodeMessage } from '../../../src/albatross/wire/message.ts';
import { type Authority, credentialsOf, rootAuthority, yearsAround } from './authorities.ts';

/** What a host does with a command that came with a connection. */
export type Script = (peer: TLSSocket, command: Command, reset: () => void) => void | Promise<void>;

interface KeyedCertificate {
  readonly certificate: Buffer;
  readonly privateKey: Authority['privateKey'];
}

/** A TLS peer that believes everyone and does as its script says; `await using` closes it. */
export class ScriptedHost implements AsyncDisposable {
  readonly authority: Authority;
  readonly commands: Command[] = [];
  readonly #server: Server;
  readonly #raw = new Map<number | undefined, Socket>();
  #onIdle = () => {};

  private constructor(authority: Authority, own: KeyedCertificate, script: Script) {
    this.authority = authority;
    const context = {
      cert: certificateToPem(own.certificate),
      key: privateKeyToPem(own.privateKey),
      ca: certificateToPem(authority.certificate),
      requestCert: true,
      rejectUnauthorized: false,
    };
    this.#server = createServer(context, (socket) => this.#serve(socket, script));
    this.#server.on('connection', (raw: Socket) => {
      const { remotePort } = raw;
      this.#raw.set(remotePort, raw);
      raw.once('close', () => {
        this.#raw.delete(remotePort);
        this.#onIdle();
      });
    });
  }

  static async start(script: Script, own?: (authority: Authority) => KeyedCertificate) {
    const authority = rootAuthority(new Date());
    const certificate =
      own?.(authority) ?? issueHostCertificate(authority, yearsAround(new Date()));
    const host = new ScriptedHost(authority, certificate, script);
    host.#server.listen(0, '127.0.0.1');
    await once(host.#server, 'listening');
    return host;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it does not listen');
    return address.port;
  }

  transport(options: Partial<TlsTransportOptions> = {}): TlsTransport {
    const credentials = credentialsOf([this.authority], new Date());
    return new TlsTransport({ address: '127.0.0.1', port: this.port, credentials, ...options });
  }

  client(limits: Partial<HostLimits> = {}): Host {
    return new Host(this.transport(), limits);
  }

  /** Resolves when no connection is open: a client that leaks one makes the test time out. */
  async idle(): Promise<void> {
    while (this.#raw.size > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onIdle = resolve;
      await promise;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const raw of this.#raw.values()) raw.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(socket: TLSSocket, script: Script): Promise<void> {
    socket.on('error', () => {}); // clients reset connections: that is what is tested
    const leaf = socket.getPeerX509Certificate();
    const extension = leaf && albatrossExtension(leaf.raw);
    if (!extension) throw new Error('the client presented no command');
    const command = decodeCertificateExtension(extension);
    this.commands.push(command);
    const raw = this.#raw.get(socket.remotePort);
    await script(socket, command, () => raw?.resetAndDestroy());
  }
}

/** A chunk that carries a message. */
export const frameOf = (payload: Payload, name: Name = root): Buffer =>
  encodeFrame(encodeMessage({ header: { sequence: 0n, name }, payload }));

export const successFrame = (success: Success): Buffer => frameOf({ type: 'success', success });
export const stringFrame = (value: string): Buffer => successFrame({ type: 'string', value });
export const failureFrame = (words: string): Buffer => frameOf({ type: 'failure', words });

/** Answers with octets and closes, as an endpoint does. */
export const answering =
  (...frames: readonly Buffer[]): Script =>
  (socket) => {
    socket.end(Buffer.concat(frames));
  };
