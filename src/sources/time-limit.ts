import type { Timer } from '../base/timer.ts';

/** How long something may take, in milliseconds. */
export interface TimeAllowed {
  /** However little comes. */
  readonly atFirst: number;
  /** However much comes. */
  readonly atMost: number;
  /** Octets a second that have to come all in all, once that is over. */
  readonly pace: number;
}

/** Less than that, in milliseconds, is no reason to wait on: timers are not finer by far. */
const minMore = 1_000;

/** A limit that moves on as octets come, so that who sends little holds nobody up for long. */
export class TimeLimit implements Disposable {
  readonly #timer: Timer;
  readonly #pace: number;
  readonly #late = new AbortController();
  #allowed: number;
  /** Milliseconds that what has come since allows for. */
  #earned = 0;
  #left: number;
  #next: Disposable;

  constructor(timer: Timer, { atFirst, atMost, pace }: TimeAllowed) {
    this.#timer = timer;
    this.#pace = pace;
    this.#allowed = atFirst;
    this.#left = atMost - atFirst;
    this.#next = timer(atFirst, () => this.#end());
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    return this.#late.signal;
  }

  /** Milliseconds that there were. */
  get allowed(): number {
    return this.#allowed;
  }

  /** Takes down that octets have come. */
  came(octets: number): void {
    this.#earned += (octets * 1000) / this.#pace;
  }

  [Symbol.dispose](): void {
    this.#next[Symbol.dispose]();
  }

  #end(): void {
    const more = Math.min(this.#earned, this.#left);
    if (more < minMore) {
      this.#late.abort();
      return;
    }
    this.#earned = 0;
    this.#left -= more;
    this.#allowed += more;
    this.#next = this.#timer(more, () => this.#end());
  }
}
