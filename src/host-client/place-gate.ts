import PQueue from 'p-queue';
import { Problem } from '../base/errors.ts';
import { onAbort, type Timer } from '../base/timer.ts';

/** How long a place is waited for, in milliseconds. */
const longestWait = 30_000;

const retryAfterSeconds = 5;

/** So many operations at a time on one host; who comes later waits, but not for ever. */
export class PlaceGate {
  readonly #places: PQueue;
  readonly #host: string;
  readonly #timer: Timer;

  constructor(host: string, places: number, timer: Timer) {
    this.#places = new PQueue({ concurrency: places });
    this.#host = host;
    this.#timer = timer;
  }

  /**
   * Runs an operation in a place of its own. Rejects with `host-busy` after 30 s without one, and
   * with the signal's reason: both end the wait only, not what has begun.
   */
  async run<T>(operation: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const waiting = new AbortController();
    using wait = new DisposableStack();
    wait.use(onAbort(signal, () => waiting.abort(signal?.reason)));
    wait.use(this.#timer(longestWait, () => waiting.abort(this.#busy())));
    const begin = () => {
      wait.dispose();
      return operation();
    };
    return await this.#places.add(begin, { signal: waiting.signal });
  }

  #busy(): Problem {
    return new Problem(
      'host-busy',
      `The host ${this.#host} is busy: no place came free within ${longestWait / 1000} s. Try again later.`,
      { headers: { 'Retry-After': String(retryAfterSeconds) } },
    );
  }
}
