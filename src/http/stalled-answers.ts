import type { ServerResponse } from 'node:http';
import { type MonotonicClock, monotonicClock } from '../base/clock.ts';
import { type MinRate, Pace } from '../base/pace.ts';
import { systemTimer, type Timer } from '../base/timer.ts';

interface Deps {
  readonly timer: Timer;
  readonly clock: MonotonicClock;
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
