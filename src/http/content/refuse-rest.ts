import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { contentLength, hasBody, waitsForContinue } from './announced.ts';

/** A body as small as this is simply taken in, so that its connection can be used again. */
const smallBody = 64 * 1024;

/** How long, and for how many octets, a refused body is still taken off the wire. */
const linger = { idle: 5_000, total: 30_000, octets: 16 * 1024 * 1024, look: 100 } as const;

/**
 * Where an answer goes out before its request has come in whole: lets the client see the answer
 * without taking in all of the body. To be called before the answer's headers are written.
 */
export function refuseRest(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || !hasBody(request) || response.headersSent) return;
  request.resume();
  const length = contentLength(request);
  if (length !== null && length <= smallBody && !waitsForContinue(request)) {
    giveUpSilent(request);
    return;
  }
  response.setHeader('Connection', 'close');
  const { socket } = request;
  // Node would close the socket as soon as the answer is written. With octets of the body still
  // arriving that is a reset, which takes the answer away from under the client.
  socket.destroySoon = () => closeGently(socket);
}

/** Ends the connection of a small body that does not come. */
function giveUpSilent(request: IncomingMessage): void {
  const limit = setTimeout(() => request.socket.destroy(), linger.idle);
  for (const event of ['end', 'close']) request.once(event, () => clearTimeout(limit));
}

function closeGently(socket: Socket): void {
  const max = socket.bytesRead + linger.octets;
  const close = () => socket.destroy();
  socket.end();
  const limit = setTimeout(close, linger.total);
  const look = setInterval(() => {
    if (socket.bytesRead > max) close();
  }, linger.look);
  socket.setTimeout(linger.idle, close);
  socket.once('end', close);
  socket.once('close', () => {
    clearTimeout(limit);
    clearInterval(look);
  });
}
