import type { ServerResponse } from 'node:http';
import { type MinRate, Pace } from './pace.ts';

/**
 * Breaks an answer off whose client takes it in too slowly, or not at all. What stands behind a
 * streamed one is scarce: a place on a host, a volume's lock. While nothing is left to be sent it is
 * us who have nothing to say.
 */
export function breakOffStalled(response: ServerResponse, min: MinRate): void {
  const { socket } = response;
  if (!socket) return;
  const pace = new Pace(min, 'ahead');
  let taken = 0;
  let lookedAt = performance.now();
  let waits = false;
  const look = () => {
    const before = { taken, lookedAt, waits };
    taken = socket.bytesWritten - socket.writableLength;
    lookedAt = performance.now();
    waits = socket.writableLength > 0;
    if (!before.waits || !waits) return;
    const slow = pace.isTooSlow(taken - before.taken, lookedAt - before.lookedAt);
    if (slow) response.destroy();
  };
  const watch = setInterval(look, pace.interval).unref();
  response.once('close', () => clearInterval(watch));
}
