/** How fast a client has to be, over the time in which it is waited for. */
export interface MinRate {
  /** Octets a second. */
  readonly octets: number;
  /** Milliseconds of waiting over which that is reckoned. */
  readonly over: number;
}

export const defaultMinRate: MinRate = { octets: 16 * 1024, over: 60_000 };

/** How often in such a time one looks. */
const looks = 20;

/**
 * Reckons how fast a client is. What it is ahead by, up to as much again, is to its credit: kernels
 * send in bursts. What holds a transfer up from our side is not to be noted here.
 */
export class Pace {
  /** Milliseconds after which to look again. */
  readonly interval: number;
  readonly #octets: number;
  readonly #limit: number;
  /** Octets that it is behind by; less than 0: ahead. */
  #behind: number;

  /** Begins `ahead` where a kernel may have taken much before anything of it moves. */
  constructor({ octets, over }: MinRate, begin: 'even' | 'ahead' = 'even') {
    this.interval = over / looks;
    this.#octets = octets;
    this.#limit = (octets * over) / 1000;
    this.#behind = begin === 'ahead' ? -this.#limit : 0;
  }

  /**
   * Takes down what came in milliseconds of waiting for it; says whether the client is behind by all
   * that should have come. Of a wait that was far too long for a look it was us who were held up.
   */
  isTooSlow(came: number, waited: number): boolean {
    const due = (this.#octets * Math.min(waited, 2 * this.interval)) / 1000;
    this.#behind = Math.max(-this.#limit, this.#behind + due - came);
    return this.#behind >= this.#limit;
  }
}
