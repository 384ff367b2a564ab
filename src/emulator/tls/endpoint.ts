import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';
import { Channel } from '../channel.ts';
import type { ConnectionFault } from '../faults.ts';
import { type Alert, sendAlert, serverSecretIn } from './alert.ts';
import { chainOf } from './peer-chain.ts';

/** What the endpoint asks its owner. */
export interface EndpointHandler {
  /** What to present to the next client. */
  context(): SecureContext;
  /** What goes wrong with the next connection. */
  fault(): ConnectionFault | null;
  /** Whether a client's certificates, leaf first, are taken; else the alert to send. */
  verify(chain: readonly X509Certificate[]): Alert | null;
  /** Carries the command out; the channel is closed afterwards. Does not reject. */
  serve(chain: readonly X509Certificate[], channel: Channel): Promise<void>;
}

const handshakeLimit = 30_000;

/** The TCP port of a host: TLS 1.3, one command a connection (PROTOCOL.md section 3.1). */
export class Endpoint {
  readonly #handler: EndpointHandler;
  readonly #sockets = new Set<Socket>();
  readonly #serving = new Set<Promise<void>>();
  #server: Server | null = null;

  constructor(handler: EndpointHandler) {
    this.#handler = handler;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Listens, and gives the port; 0 takes a free one. */
  async listen(address: string, port: number): Promise<number> {
    // What a client says after its command goes unnoticed, the end of its side too.
    const server = createServer({ allowHalfOpen: true }, (raw) => this.#accept(raw));
    server.listen(port, address);
    await once(server, 'listening');
    this.#server = server;
    const bound = server.address();
    return typeof bound === 'object' && bound ? bound.port : port;
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

  #accept(raw: Socket): void {
    this.#sockets.add(raw);
    raw.once('close', () => this.#sockets.delete(raw));
    ignoreErrors(raw);
    const fault = this.#handler.fault();
    if (fault === 'reset') raw.resetAndDestroy();
    if (fault === null) this.#shakeHands(raw);
  }

  #shakeHands(raw: Socket): void {
    const socket = new TLSSocket(raw, {
      isServer: true,
      secureContext: this.#handler.context(),
      requestCert: true,
      // Any certificate is taken at first: a refusal comes after the handshake.
      rejectUnauthorized: false,
    });
    ignoreErrors(socket);
    const limit = setTimeout(() => raw.destroy(), handshakeLimit);
    raw.once('close', () => clearTimeout(limit));
    let secret: Buffer | null = null;
    socket.on('keylog', (line: Buffer) => {
      secret ??= serverSecretIn(line);
    });
    socket.once('secure', () => {
      clearTimeout(limit);
      this.#greet(raw, socket, secret);
    });
  }

  #greet(raw: Socket, socket: TLSSocket, secret: Buffer | null): void {
    const chain = chainOf(socket);
    const alert = this.#handler.verify(chain);
    if (alert === null) {
      this.#serve(chain, new Channel(raw, socket));
    } else if (secret) {
      sendAlert(raw, alert, socket.getCipher().name, secret);
      raw.once('finish', () => raw.destroy());
    } else {
      raw.destroy();
    }
  }

  #serve(chain: readonly X509Certificate[], channel: Channel): void {
    const serving = this.#handler.serve(chain, channel).finally(() => {
      channel.end();
      this.#serving.delete(serving);
    });
    this.#serving.add(serving);
  }
}

/** A broken connection is nothing to a host: what reads or writes learns of it there. */
function ignoreErrors(stream: Duplex): void {
  stream.on('error', () => {});
}
