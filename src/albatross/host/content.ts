import { Readable } from 'node:stream';
import type { Connection } from './connection.ts';

/**
 * A stream that is filled from a connection: reading it lets the host go on, destroying it closes
 * the connection.
 */
export function contentFrom(connection: Connection): Readable {
  const content = new Readable({
    read: () => connection.resume(),
    destroy(error, done) {
      connection.close();
      done(error);
    },
  });
  // A failure before the first reader listens is kept for it and must not end the process.
  content.on('error', () => {});
  return content;
}

/** Hands octets on, and lets the host wait where nobody takes them. */
export function fill(content: Readable, octets: Buffer, connection: Connection): void {
  if (octets.length > 0 && !content.push(octets)) connection.pause();
}

export const asError = (failure: unknown): Error =>
  failure instanceof Error ? failure : new Error(String(failure), { cause: failure });
