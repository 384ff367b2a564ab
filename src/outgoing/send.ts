import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { OutgoingError } from './errors.ts';
import { asOutgoing, createOpen, type OpenOptions, type OutgoingRequest } from './open.ts';

export type { OutgoingRequest } from './open.ts';

/** JSON of that length is read in some 10 ms. */
const maxKibibytes = 256;
const maxOctets = maxKibibytes * 1024;
const standardTimeout = 10_000;

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks, and reads the answer whole. Throws `OutgoingError`; any status is an answer. */
export type Send = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

export interface SendOptions extends OpenOptions {
  /** Milliseconds for an answer as a whole. */
  readonly timeout?: number;
}

/** Asks as `createOpen` does; an answer has at most 256 KiB, and comes within a time. */
export function createSend(options: SendOptions = {}): Send {
  const { timeout = standardTimeout } = options;
  const open = createOpen(options);
  return async (request) => {
    const { url } = request;
    const limit = AbortSignal.timeout(timeout);
    const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
    try {
      const answer = await open(request, signal);
      const body = await readWhole(url, answer);
      return { status: answer.statusCode ?? 0, headers: answer.headers, body };
    } catch (error) {
      request.signal?.throwIfAborted();
      if (limit.aborted) {
        const message = `${url.host} did not answer within ${timeout / 1000} s`;
        throw new OutgoingError('timeout', message, { cause: error });
      }
      throw asOutgoing(url, error);
    }
  };
}

async function readWhole(url: URL, answer: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer) {
    const octets: Buffer = piece;
    size += octets.length;
    if (size > maxOctets) {
      throw new OutgoingError(
        'too-large',
        `${url.host} answered with more than ${maxKibibytes} KiB`,
      );
    }
    pieces.push(octets);
  }
  return Buffer.concat(pieces);
}
