import type { ServerResponse } from 'node:http';

/** Milliseconds within which a client has to take in more of its answer. */
const patience = 60_000;

/**
 * Breaks an answer off whose client takes in nothing of it for a minute, two at most. What stands
 * behind a streamed one is scarce: a place on a host, a volume's lock.
 */
export function breakOffStalled(response: ServerResponse, within = patience): void {
  const { socket } = response;
  if (!socket) return;
  let seen = -1;
  const look = () => {
    if (response.closed) return clearInterval(watch);
    const taken = socket.bytesWritten - socket.writableLength;
    const stalled = socket.writableLength > 0 && taken === seen;
    seen = taken;
    if (stalled) response.destroy();
  };
  const watch = setInterval(look, within).unref();
}
