import type { Clock } from '../base/clock.ts';
import { type Timer, unlessAborted } from '../base/timer.ts';
import { type ListReader, ListReading } from './list-reading.ts';

/** How old a list may be that is handed out again, in milliseconds, unless another age is given. */
export const freshFor = 1_000;

export interface SharedListDeps<T> {
  readonly read: ListReader<T>;
  /** Another number whenever a change began or ended on the host. */
  readonly revision: () => number;
  /** What to throw where the host is not waited for any longer. */
  readonly tooSlow: (patience: number) => Error;
  readonly clock: Clock;
  readonly timer: Timer;
}

/**
 * A list of a host that all who ask share: one reading at a time, handed out for a second or as long as is asked for,
 * and never older than the last change on the host. Who leaves ends only the own waiting: the
 * reading goes on, since what comes of it is worth knowing.
 */
export class SharedList<T> {
  readonly #deps: SharedListDeps<T>;
  #latest: { readonly reading: ListReading<T>; readonly revision: number } | null = null;

  constructor(deps: SharedListDeps<T>) {
    this.#deps = deps;
  }

  /**
   * The list, at most `maxAge` milliseconds old; rejects with what the reading fails with, or the
   * signal's reason.
   */
  async get(signal?: AbortSignal, maxAge = freshFor): Promise<T> {
    return await unlessAborted(this.#reading(maxAge).result, signal);
  }

  /** The list, waited for no longer than the host deserves (`ListReading.outlasts`). */
  async getWithin(patience: number, signal?: AbortSignal): Promise<T> {
    const { timer, tooSlow } = this.#deps;
    const reading = this.#reading(freshFor);
    const settled = new AbortController();
    const giveUp = async () => {
      await reading.outlasts(patience, timer, settled.signal);
      throw tooSlow(patience);
    };
    try {
      return await unlessAborted(Promise.race([reading.result, giveUp()]), signal);
    } finally {
      settled.abort();
    }
  }

  #reading(maxAge: number): ListReading<T> {
    const revision = this.#deps.revision();
    const latest = this.#latest;
    if (latest?.revision === revision && latest.reading.isFresh(maxAge)) return latest.reading;
    const reading = new ListReading(this.#deps.read, this.#deps.clock);
    this.#latest = { reading, revision };
    reading.result.catch(() => this.#forget(reading));
    return reading;
  }

  #forget(reading: ListReading<T>): void {
    if (this.#latest?.reading === reading) this.#latest = null;
  }
}
