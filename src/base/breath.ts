import { type MonotonicClock, monotonicClock } from './clock.ts';

/** Milliseconds of work until others have the event loop. */
const standardStretch = 1;

/** For long work that is done in pieces, each of which begins with `await breath.take()`. */
export class Breath {
  readonly #stretch: number;
  readonly #now: MonotonicClock;
  #since: number;

  constructor(stretch = standardStretch, now = monotonicClock) {
    this.#stretch = stretch;
    this.#now = now;
    this.#since = now();
  }

  /** Lets others have the event loop, where this has had it for its time. */
  async take(): Promise<void> {
    if (this.#now() - this.#since < this.#stretch) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = this.#now();
  }
}
