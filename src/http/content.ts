import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Problem } from '../errors.ts';

/** Milliseconds within which the body has to move. */
const idleLimit = 60_000;

/** How long, and for how many octets, a refused body is still taken off the wire. */
const linger = { idle: 5_000, total: 30_000, octets: 16 * 1024 * 1024 } as const;

/** A body as small as this is simply taken in, so that its connection can be used again. */
const smallBody = 64 * 1024;

/** Whether the request announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Announced octets of the body; null where the header is missing. */
export function contentLength({ headers }: IncomingMessage): number | null {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
}

/**
 * The body, asking for it where the client waits to be asked (RFC 9110, section 10.1.1). It fails
 * with `request-timeout` once nothing has come for 60 s while somebody was ready to read.
 */
export function openContent(request: IncomingMessage, response: ServerResponse): Readable {
  const waits = /^100-continue$/i.test(request.headers.expect ?? '');
  if (waits && hasBody(request)) response.writeContinue();
  watchIdle(request, response);
  return request;
}

function watchIdle(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    if (socket.bytesRead === seen && request.readableLength === 0) {
      request.destroy(new Problem('request-timeout', 'No more of the body came for a minute.'));
    }
    seen = socket.bytesRead;
  }, idleLimit);
  const stop = () => clearInterval(timer);
  request.once('close', stop);
  response.once('close', stop);
}

export interface ReadLimits {
  /** Octets. */
  readonly size: number;
  /** Milliseconds for all of it. */
  readonly time: number;
}

/** All of a small content. Throws `too-large`, `request-timeout` or `upload-incomplete`. */
export async function readOctets(content: Readable, limits: ReadLimits): Promise<Buffer> {
  const stop = new AbortController();
  const refuse = (problem: Problem) => stop.abort(problem);
  const timer = setTimeout(
    () => refuse(new Problem('request-timeout', `It has to come within ${limits.time / 1000} s.`)),
    limits.time,
  );
  const chunks: Buffer[] = [];
  let size = 0;
  const take = (chunk: Buffer) => {
    size += chunk.length;
    if (size > limits.size) refuse(tooLarge(limits.size));
    else chunks.push(chunk);
  };
  content.on('data', take);
  try {
    await finished(content, { signal: stop.signal, writable: false, cleanup: true });
  } catch (cause) {
    if (stop.signal.aborted) throw stop.signal.reason;
    throw new Problem('upload-incomplete', 'The connection was closed.', { cause });
  } finally {
    clearTimeout(timer);
    content.off('data', take);
    content.pause();
  }
  return Buffer.concat(chunks);
}

/** The refusal of a content of more than `limit` octets. */
export function tooLarge(limit: number): Problem {
  return new Problem('too-large', `At most ${limit} octets are taken here.`, { facts: { limit } });
}

/**
 * Where an answer goes out before its request has come in whole: lets the client see the answer
 * without taking in all of the body. To be called before the answer's headers are written.
 */
export function refuseRest(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || !hasBody(request) || response.headersSent) return;
  const length = contentLength(request);
  const waits = request.headers.expect !== undefined;
  if (length !== null && length <= smallBody && !waits) return;
  response.setHeader('Connection', 'close');
  const { socket } = request;
  // Node would close the socket as soon as the answer is written. With octets of the body still
  // arriving that is a reset, which takes the answer away from under the client.
  socket.destroySoon = () => closeGently(socket);
}

function closeGently(socket: Socket): void {
  const { bytesRead } = socket;
  const close = () => socket.destroy();
  socket.end();
  const timer = setTimeout(close, linger.total);
  const check = setInterval(() => {
    if (socket.bytesRead - bytesRead > linger.octets) close();
  }, 100);
  socket.setTimeout(linger.idle, close);
  socket.once('end', close);
  socket.once('close', () => {
    clearTimeout(timer);
    clearInterval(check);
  });
}
