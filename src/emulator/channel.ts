import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { encodeFrame } from '../albatross/framing.ts';
import type { Message } from '../albatross/messages.ts';
import { encodeMessage } from '../albatross/wire/message.ts';
import { type ChunkPart, ChunkSplitter } from './chunk-splitter.ts';
import type { ActiveFault } from './faults.ts';

/** The largest chunk that is put together. */
const largestChunk = 2 ** 30;

/** The data of a request ended before its chunk of length 0. */
export class BrokenStream extends Error {}

/** One connection after its handshake: data in, messages out (PROTOCOL.md section 4). */
export class Channel {
  readonly #raw: Socket;
  readonly #socket: TLSSocket;
  readonly #closing = new AbortController();
  #faults: readonly ActiveFault[] = [];
  #received = 0;
  #sent = 0;

  /** `raw` is the connection below the TLS `socket`. */
  constructor(raw: Socket, socket: TLSSocket) {
    this.#raw = raw;
    this.#socket = socket;
    socket.once('close', () => this.#closing.abort(new BrokenStream('the connection is closed')));
  }

  /** Aborted once the connection is gone. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** What goes wrong from now on. */
  suffer(faults: readonly ActiveFault[]): void {
    this.#faults = faults;
  }

  /** The chunks of the request, whole, to the one of length 0. Throws `BrokenStream`. */
  async *chunks(): AsyncGenerator<Buffer, void, void> {
    let parts: Buffer[] = [];
    for await (const { octets, chunkSize, isLast } of this.parts()) {
      if (chunkSize > largestChunk) throw new BrokenStream('a chunk is too large');
      parts.push(octets);
      if (!isLast) continue;
      yield Buffer.concat(parts);
      parts = [];
    }
  }

  /** The octets of the chunks as they come in, to the one of length 0. Throws `BrokenStream`. */
  async *parts(): AsyncGenerator<ChunkPart, void, void> {
    const splitter = new ChunkSplitter();
    try {
      for await (const octets of this.#octets()) {
        for (const part of splitter.push(octets)) {
          if (part.chunkSize === 0) return;
          yield part;
        }
      }
    } catch (cause) {
      if (!isSystemError(cause)) throw cause;
      throw new BrokenStream('the data broke off', { cause });
    }
    throw new BrokenStream('the data ended without a chunk of length 0');
  }

  /** Sends messages in one go, and waits where the client is slow to read. */
  send(...messages: readonly Message[]): Promise<void> {
    return this.write(
      Buffer.concat(messages.map((message) => encodeFrame(encodeMessage(message)))),
    );
  }

  /** Sends octets as they are, and waits as `send` does. Throws where the connection is closed. */
  async write(octets: Buffer): Promise<void> {
    await this.#holdBack();
    this.closed.throwIfAborted();
    const limit = this.#limitOf('reset-reply') ?? Number.POSITIVE_INFINITY;
    const allowed = octets.subarray(0, Math.max(0, limit - this.#sent));
    this.#sent += allowed.length;
    const goesOn = allowed.length === 0 || this.#socket.write(allowed);
    if (this.#sent >= limit) return await this.#resetAfterWriting();
    if (!goesOn) await once(this.#socket, 'drain', { signal: this.closed });
  }

  /** Closes once all that was sent is on its way. */
  end(): void {
    this.#socket.destroySoon();
  }

  async *#octets(): AsyncGenerator<Buffer, void, void> {
    for await (const octets of this.#socket.iterator({ destroyOnReturn: false })) {
      this.#received += octets.length;
      await this.#hinder(octets.length);
      yield octets;
    }
  }

  /** Lets the faults of reading happen, before so many octets more are taken. */
  async #hinder(octets: number): Promise<void> {
    const limit = this.#limitOf('reset-request');
    if (limit !== null && this.#received >= limit) {
      this.#raw.resetAndDestroy();
      throw new BrokenStream('reset on demand');
    }
    for (const active of this.#faults) {
      const { fault } = active;
      if (fault.kind === 'slow-reading') {
        await delay((octets / fault.octetsPerSecond) * 1000, null, { signal: this.closed });
      }
      if (fault.kind === 'pause-reading' && this.#received >= fault.afterOctets) {
        await active.wait(this.closed);
      }
    }
  }

  async #holdBack(): Promise<void> {
    for (const active of this.#faults) {
      if (active.fault.kind === 'hold-reply') await active.wait(this.closed);
    }
  }

  #limitOf(kind: 'reset-request' | 'reset-reply'): number | null {
    for (const { fault } of this.#faults) {
      if (fault.kind === kind) return fault.afterOctets;
    }
    return null;
  }

  async #resetAfterWriting(): Promise<never> {
    const flushed = Promise.withResolvers<void>();
    this.#socket.write('', () => flushed.resolve());
    await flushed.promise;
    this.#raw.resetAndDestroy();
    throw new BrokenStream('reset on demand');
  }
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'code' in error;
