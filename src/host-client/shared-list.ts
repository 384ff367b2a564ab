import type { Clock } from '../base/clock.ts';
import { type Timer, unlessAborted } from '../base/timer.ts';
import { type ListReader, ListReading } from './list-reading.ts';

/** How old a list may be that is handed out again, in milliseconds, unless another age is given. */
export const freshFor = 1_000;

/** And how old lists over several hosts may show it, where nobody else changes what this server does not know of. */
export const servedFor = 5_000;

/** From what age on, in milliseconds, a list is read anew for others while it is handed out. */
const renewFrom = 2_500;

export interface SharedListDeps<T> {
  readonly read: ListReader<T>;
  /** Another number whenever a change began or ended on the host. */
  readonly revision: () => number;
  /** What to throw where the host is not waited for any longer. */
  readonly tooSlow: (patience: number) => Error;
  /** How old a list may be that those are given who wait for so long only, in milliseconds. */
  readonly servesFor: number;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** A reading, the change on the host that it follows, and which of all readings it is. */
interface Begun<T> {
  readonly reading: ListReading<T>;
  readonly revision: number;
  readonly number: number;
}

/**
 * A list of a host that all who ask share: one reading at a time, handed out for a second or as long as is asked for,
 * and never older than the last change on the host. Who leaves ends only the own waiting: the
 * reading goes on, since what comes of it is worth knowing.
 */
export class SharedList<T> {
  readonly #deps: SharedListDeps<T>;
  #latest: Begun<T> | null = null;
  /** The latest of those that have given a list. */
  #known: Begun<T> | null = null;
  #count = 0;

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

  /** The list by a reading that begins now: what was read before may be older than what is to be seen. */
  async getAnew(signal?: AbortSignal): Promise<T> {
    return await unlessAborted(this.#begin().result, signal);
  }

  /**
   * The list as it was read a moment ago, while it is read anew for who asks next; else waited for no longer than
   * the host deserves (`ListReading.outlasts`).
   */
  async getWithin(patience: number, signal?: AbortSignal): Promise<T> {
    const { timer, tooSlow } = this.#deps;
    const known = this.#knownLately();
    const reading = this.#reading(known ? renewFrom : freshFor);
    if (known) return await unlessAborted(known.result, signal);
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
    const latest = this.#latest;
    const isValid = latest?.revision === this.#deps.revision();
    return isValid && latest.reading.isFresh(maxAge) ? latest.reading : this.#begin();
  }

  #knownLately(): ListReading<T> | null {
    const { revision, servesFor } = this.#deps;
    const known = this.#known;
    return known?.revision === revision() && known.reading.isFresh(servesFor)
      ? known.reading
      : null;
  }

  #begin(): ListReading<T> {
    const { read, clock, revision } = this.#deps;
    this.#count += 1;
    const begun = {
      revision: revision(),
      number: this.#count,
      reading: new ListReading(read, clock),
    };
    this.#latest = begun;
    const keep = () => this.#keep(begun);
    const forget = () => this.#forget(begun);
    begun.reading.result.then(keep, forget);
    return begun.reading;
  }

  #keep(begun: Begun<T>): void {
    if ((this.#known?.number ?? 0) < begun.number) this.#known = begun;
  }

  #forget(begun: Begun<T>): void {
    if (this.#latest === begun) this.#latest = null;
  }
}
