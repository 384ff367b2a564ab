import type { ServerResponse } from 'node:http';
import { type MonotonicClock, monotonicClock } from '../base/clock.ts';
import { type MinRate, Pace } from '../base/pace.ts';
import { systemTimer, type Timer } from '../base/timer.ts';
import type { Middleware } from './context.ts';

interface Deps {
  readonly timer: Timer;
  readonly clock: MonotonicClock;
}

/** Octets of a body that a socket may not take at once, and that wait in memory for the client. */
export const largeAnswer = 64 * 1024;

/** The octets of a body that is sent whole. */
export function octetsOf(body: unknown): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return Buffer.isBuffer(body) ? body.length : 0;
}

/** Breaks large answers off that are sent whole, as those that are streamed. */
export function breakOffLarge(min: MinRate): Middleware {
  return async ({ method, res, response }, next) => {
    await next();
    if (method !== 'HEAD' && octetsOf(response.body) >= largeAnswer) breakOffStalled(res, min);
  };
}

/**
 * Breaks an answer off whose client takes it in too slowly, or not at all. What stands behind a
 * streamed one is scarce: a place on a host, a volume's lock. While nothing is left to be sent it is
 * us who have nothing to say.
 */
export function breakOffStalled(
  response: ServerResponse,
  min: MinRate,
  { timer, clock }: Deps = { timer: systemTimer, clock: monotonicClock },
): void {
  const { socket } = response;
  if (!socket) return;
  const pace = new Pace(min, 'ahead');
  let taken = 0;
  let lookedAt = clock();
  let waits = false;
  const look = () => {
    if (response.closed) return;
    const before = { taken, lookedAt, waits };
    taken = socket.bytesWritten - socket.writableLength;
    lookedAt = clock();
    waits = socket.writableLength > 0;
    const isSlow = () => pace.isTooSlow(taken - before.taken, lookedAt - before.lookedAt);
    if (before.waits && waits && isSlow()) response.destroy();
    else next = lookLater();
  };
  // Behind a loop that was held up, the time is over before what the client took meanwhile is known.
  const lookLater = () => timer(pace.interval, () => setImmediate(look));
  let next = lookLater();
  response.once('close', () => next[Symbol.dispose]());
}
