import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { Channel } from '../channel.ts';
import type { ConnectionFault } from '../faults.ts';
import { ignoreErrors, Listener } from '../listener.ts';
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

/**
 * The TCP port of a host: TLS 1.3, one command a connection
 * (docs/albatross-protocol.md, section 3.1).
 */
export class Endpoint {
  readonly #handler: EndpointHandler;
  readonly #listener = new Listener((raw) => this.#accept(raw));

  constructor(handler: EndpointHandler) {
    this.#handler = handler;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#listener.connections;
  }

  /** Listens, and gives the port; 0 takes a free one. */
  async listen(address: string, port: number): Promise<number> {
    const bound = await this.#listener.listen({ host: address, port });
    return typeof bound === 'object' && bound ? bound.port : port;
  }

  /** Stops listening, breaks all connections off, and waits until they are served no more. */
  close(): Promise<void> {
    return this.#listener.close();
  }

  #accept(raw: Socket): void {
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
      this.#serve(
        chain,
        new Channel(socket, { reset: () => raw.resetAndDestroy(), closeEndsData: false }),
      );
    } else if (secret) {
      sendAlert(raw, alert, socket.getCipher().name, secret);
      raw.once('finish', () => raw.destroy());
    } else {
      raw.destroy();
    }
  }

  #serve(chain: readonly X509Certificate[], channel: Channel): void {
    const serving = this.#handler.serve(chain, channel);
    this.#listener.await(serving.finally(() => channel.end()));
  }
}
