import { Readable } from 'node:stream';
import type { Connection } from './connection.ts';

/** A host sends pieces of 4 KiB, each of which would cost the reader as much as this does. */
const gatheredSize = 65_536;

/** A piece as large as this is worth more than the copy that gathering it would be. */
const largePiece = 8_192;

/** Octets that are read ahead of whoever takes them. */
const readAhead = 262_144;

/**
 * Content that comes in over a connection, as a stream: reading it lets the host go on, destroying
 * it closes the connection.
 */
export class IncomingContent {
  readonly stream: Readable;
  readonly #connection: Connection;
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.stream = new Readable({
      highWaterMark: readAhead,
      read: () => connection.resume(),
      destroy(error, done) {
        connection.close();
        done(error);
      },
    });
    // A failure before the first reader listens is kept for it and must not end the process.
    this.stream.on('error', () => {});
  }

  /** Hands octets on, those that come at once as one, and lets the host wait if nobody takes them. */
  add(octets: Buffer): void {
    if (octets.length >= largePiece) {
      this.#flush();
      this.#push(octets);
    } else if (octets.length > 0) this.#gather(octets);
  }

  /** All of it has come. */
  end(): void {
    this.#connection.close();
    this.#flush();
    this.stream.push(null);
  }

  /** No more comes, and what has come is worth nothing. */
  fail(failure: unknown): void {
    const isError = failure instanceof Error;
    this.stream.destroy(isError ? failure : new Error(String(failure), { cause: failure }));
  }

  #gather(octets: Buffer): void {
    if (this.#size === 0) setImmediate(() => this.#flush());
    this.#pieces.push(octets);
    this.#size += octets.length;
    if (this.#size >= gatheredSize) this.#flush();
  }

  #flush(): void {
    if (this.#size === 0) return;
    const octets = Buffer.concat(this.#pieces, this.#size);
    this.#pieces = [];
    this.#size = 0;
    this.#push(octets);
  }

  #push(octets: Buffer): void {
    if (!this.stream.destroyed && !this.stream.push(octets)) this.#connection.pause();
  }
}
