import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { Problem } from '../base/errors.ts';
import { addressKey } from '../base/network-address.ts';
import { Tally } from '../base/tally.ts';
import { renderBare } from './client-errors.ts';

export interface ConnectionLimitOptions {
  /** Connections that one address may have at a time. */
  readonly max: number;
  /** Whether an address is that of a trusted proxy, whose connections are those of many. */
  readonly isProxy: (address: string) => boolean;
}

/** Milliseconds in which a client that is refused can read why. */
const linger = 1_000;

/** Answers connections beyond those that an address may have with a problem, and ends them. */
export class ConnectionLimit {
  readonly #isProxy: (address: string) => boolean;
  readonly #held: Tally;
  readonly #refused = new WeakSet<Socket>();
  readonly #encrypted: boolean;

  /** To be made before anything else listens to the server's connections. */
  constructor(server: Server, { max, isProxy }: ConnectionLimitOptions) {
    this.#isProxy = isProxy;
    this.#held = new Tally(max);
    this.#encrypted = server instanceof TlsServer;
    server.prependListener('connection', (socket: Socket) => this.#admit(socket));
  }

  /** Whether the connection has had its answer, and what comes on it is nobody's request. */
  hasRefused(socket: Socket): boolean {
    return this.#refused.has(socket);
  }

  #admit(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    if (this.#isProxy(address)) return;
    const key = addressKey(address);
    if (this.#held.take(key)) socket.once('close', () => this.#held.giveBack(key));
    else this.#refuse(socket);
  }

  #refuse(socket: Socket): void {
    // What is refused is to cost next to nothing, and an answer would take a handshake.
    if (this.#encrypted) return void socket.destroy();
    this.#refused.add(socket);
    const detail = `This address has ${this.#held.max} connections, as many as it may have.`;
    const headers = { 'Retry-After': '5' };
    socket.end(renderBare(new Problem('too-many-at-once', detail, { headers })));
    const limit = setTimeout(() => socket.destroy(), linger);
    socket.once('close', () => clearTimeout(limit));
  }
}
