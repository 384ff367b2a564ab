import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type ChunkPart, ChunkSplitter } from '../albatross/chunk-splitter.ts';
import { encodeFrame } from '../albatross/framing.ts';
import type { Message } from '../albatross/messages.ts';
import { encodeMessage } from '../albatross/wire/message.ts';
import type { ActiveFault } from './faults.ts';

/** The largest chunk that is put together. */
const maxChunk = 2 ** 30;

/** So many octets of a message tell what it is about. */
const tellingSize = 4096;

/** The data of a request ended before its chunk of length 0. */
export class BrokenStream extends Error {}

/** What the ways in to a host do not have in common. */
export interface ChannelTraits {
  /** Breaks the connection off as roughly as can be. */
  reset(): void;
  /** Whether data is at its end where the client closes, and not broken off. */
  readonly closeEndsData: boolean;
}

/**
 * One connection to a host: messages and data in, messages out
 * (docs/albatross-protocol.md, section 4).
 */
export class Channel {
  readonly #socket: Socket;
  readonly #traits: ChannelTraits;
  readonly #parts: AsyncGenerator<ChunkPart, undefined, void>;
  readonly #closing = new AbortController();
  #faults: readonly ActiveFault[] = [];
  /** The beginning of a message whose rest is still to be taken. */
  #begun: ChunkPart[] = [];
  #received = 0;
  #sent = 0;

  constructor(socket: Socket, traits: ChannelTraits) {
    this.#socket = socket;
    this.#traits = traits;
    this.#parts = partsOf(socket);
    socket.once('close', () => this.#closing.abort(new BrokenStream('the connection is closed')));
  }

  /** Aborted once the connection is gone. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** What goes wrong from now on. */
  inject(faults: readonly ActiveFault[]): void {
    this.#faults = faults;
  }

  /** Whether the daemon is lost that carries the command out. */
  get losesDaemon(): boolean {
    return this.#faults.some(({ fault }) => fault.kind === 'lost-daemon');
  }

  /** The chunks of the request, whole, to the one of length 0. Throws `BrokenStream`. */
  async *chunks(): AsyncGenerator<Buffer, void, void> {
    let parts: Buffer[] = [];
    for await (const { octets, chunkSize, isLast } of this.parts()) {
      if (chunkSize > maxChunk) throw new BrokenStream('a chunk is too large');
      parts.push(octets);
      if (!isLast) continue;
      yield Buffer.concat(parts);
      parts = [];
    }
  }

  /** The octets of the chunks as they come in, to the one of length 0. Throws `BrokenStream`. */
  async *parts(): AsyncGenerator<ChunkPart, void, void> {
    for (let part = await this.#next(); part?.chunkSize !== 0; part = await this.#next()) {
      if (part) {
        await this.#hinder([part]);
        yield part;
      } else if (this.#traits.closeEndsData) {
        return;
      } else {
        throw new BrokenStream('the data ended without a chunk of length 0');
      }
    }
  }

  /**
   * The next message so far, from which can be read what it is about; null where no more come. It
   * has to be taken whole then. The faults of the one before are over. Throws `BrokenStream`.
   */
  async beginMessage(): Promise<Buffer | null> {
    this.#begun = [];
    this.#faults = [];
    this.#received = 0;
    this.#sent = 0;
    for (let size = 0; size < tellingSize; size += this.#begun.at(-1)?.octets.length ?? 0) {
      const part = await this.#next();
      if (!part || part.chunkSize === 0) return null;
      this.#begun.push(part);
      if (part.isLast) break;
    }
    return joined(this.#begun);
  }

  /** The whole message that has begun. Throws `BrokenStream`. */
  async takeMessage(): Promise<Buffer> {
    const parts = [...this.#begun];
    await this.#hinder(parts);
    while (!parts.at(-1)?.isLast) {
      const part = await this.#next();
      if (!part) throw new BrokenStream('the connection ended within a message');
      await this.#hinder([part]);
      parts.push(part);
    }
    return joined(parts);
  }

  /** Closes as soon as the client says anything more, or leaves. */
  endWhenHeard(): void {
    const end = () => this.end();
    this.#parts.next().then(end, end);
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

  async #next(): Promise<ChunkPart | undefined> {
    try {
      return (await this.#parts.next()).value;
    } catch (cause) {
      if (!isSystemError(cause)) throw cause;
      throw new BrokenStream('the data broke off', { cause });
    }
  }

  /** Lets the faults of reading happen, before these parts are taken. */
  async #hinder(parts: readonly ChunkPart[]): Promise<void> {
    const octets = parts.reduce((sum, part) => sum + sizeOf(part), 0);
    this.#received += octets;
    const limit = this.#limitOf('reset-request');
    if (limit !== null && this.#received >= limit) {
      this.#traits.reset();
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
    this.#traits.reset();
    throw new BrokenStream('reset on demand');
  }
}

/** The parts of all chunks that come in over a connection. */
async function* partsOf(socket: Socket): AsyncGenerator<ChunkPart, undefined, void> {
  const splitter = new ChunkSplitter();
  for await (const octets of socket.iterator({ destroyOnReturn: false })) {
    yield* splitter.push(octets);
  }
}

const joined = (parts: readonly ChunkPart[]): Buffer =>
  Buffer.concat(parts.map(({ octets }) => octets));

/** Octets of a part, that of a chunk's length included. */
const sizeOf = ({ octets, isFirst }: ChunkPart): number => octets.length + (isFirst ? 4 : 0);

const isSystemError = (error: unknown): boolean => error instanceof Error && 'code' in error;
