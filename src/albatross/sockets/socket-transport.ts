import type { Duplex } from 'node:stream';
import { type Command, serviceOf } from '../commands.ts';
import { AlbatrossError, TimeoutError, TransportError } from '../errors.ts';
import type { Path } from '../names.ts';
import { readyOr } from '../ready-or.ts';
import type { OpenOptions, Target, Transport } from '../transport.ts';
import type { Dial } from './dial.ts';
import { ImageStream } from './image-stream.ts';
import { expectPoliciesTaken } from './policy-answers.ts';
import { encodeRequest } from './request.ts';

export interface SocketTransportOptions {
  readonly dial: Dial;
  /** Gives up what `dial` keeps open between connections. */
  readonly close?: () => Promise<void>;
  /** For the answers to a command's policies: 60 s by default. */
  readonly replyTimeoutMilliseconds?: number;
}

/**
 * The way to the daemons' own sockets: a connection a command
 * (docs/albatross-protocol.md, section 3.2).
 */
export class SocketTransport implements Transport {
  readonly prefix: Path = [];
  readonly canRemovePolicies = true;
  readonly #options: SocketTransportOptions;

  constructor(options: SocketTransportOptions) {
    this.#options = options;
  }

  async open(target: Target, command: Command, options: OpenOptions = {}): Promise<Duplex> {
    const { signal, ready, imageSize = 0 } = options;
    signal?.throwIfAborted();
    const { octets, policies, afterImage } = encodeRequest(target, command, imageSize);
    const socket = await this.#options.dial(serviceOf(command), signal);
    // Stays for good: an error before the owner's first listener must not end the process.
    socket.on('error', () => {});
    await readyOr(ready, signal, () => socket.destroy());
    socket.write(octets);
    await this.#awaitPolicies(socket, policies, signal);
    return afterImage ? new ImageStream(socket, afterImage) : socket;
  }

  explain(error: Error): AlbatrossError {
    if (error instanceof AlbatrossError) return error;
    return new TransportError(`the connection failed: ${error.message}`, { cause: error });
  }

  async close(): Promise<void> {
    await this.#options.close?.();
  }

  async #awaitPolicies(socket: Duplex, count: number, signal?: AbortSignal): Promise<void> {
    if (count === 0) return;
    const { replyTimeoutMilliseconds: limit = 60_000 } = this.#options;
    const timer = setTimeout(() => socket.destroy(new TimeoutError('reply', limit)), limit);
    const leave = () => socket.destroy();
    signal?.addEventListener('abort', leave);
    try {
      await expectPoliciesTaken(socket, count);
      signal?.throwIfAborted();
    } catch (error) {
      socket.destroy();
      signal?.throwIfAborted();
      throw error instanceof Error ? this.explain(error) : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    }
  }
}
