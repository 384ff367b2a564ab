import PQueue from 'p-queue';
import { Problem } from '../base/errors.ts';
import { onAbort, type Timer } from '../base/timer.ts';

/** How long a slot is waited for, in milliseconds. */
const maxWait = 30_000;

const retryAfterSeconds = 5;

/** So many operations at a time on one host; who comes later waits, but not for ever. */
export class HostSlots {
  readonly #slots: PQueue;
  readonly #host: string;
  readonly #timer: Timer;

  constructor(host: string, slots: number, timer: Timer) {
    this.#slots = new PQueue({ concurrency: slots });
    this.#host = host;
    this.#timer = timer;
  }

  /**
   * Runs an operation in a slot of its own. Rejects with `host-busy` after 30 s without one, and
   * with the signal's reason: both end the wait only, not what has begun.
   */
  async run<T>(operation: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const waiting = new AbortController();
    using wait = new DisposableStack();
    wait.use(onAbort(signal, () => waiting.abort(signal?.reason)));
    wait.use(this.#timer(maxWait, () => waiting.abort(this.#busy())));
    const begin = () => {
      wait.dispose();
      return operation();
    };
    return await this.#slots.add(begin, { signal: waiting.signal });
  }

  #busy(): Problem {
    return new Problem(
      'host-busy',
      `The host ${this.#host} is busy: no place came free within ${maxWait / 1000} s. Try again later.`,
      { headers: { 'Retry-After': String(retryAfterSeconds) } },
    );
  }
}
