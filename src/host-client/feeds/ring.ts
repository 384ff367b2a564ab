/** How much a ring keeps: so many items, and so many octets but for the latest item. */
export interface RingLimits<T> {
  readonly items: number;
  readonly octets: number;
  readonly sizeOf: (item: T) => number;
}

/** The latest items of a sequence, each known by its number, which counts from 0 and never again. */
export class Ring<T> {
  readonly #items = new Map<number, T>();
  readonly #limits: RingLimits<T>;
  #octets = 0;
  #start = 0;
  #end = 0;

  constructor(limits: RingLimits<T>) {
    this.#limits = limits;
  }

  /** The number that the next item will have. */
  get end(): number {
    return this.#end;
  }

  /** The number of the oldest item that is kept. */
  get start(): number {
    return this.#start;
  }

  push(item: T): void {
    this.#items.set(this.#end, item);
    this.#octets += this.#limits.sizeOf(item);
    this.#end += 1;
    while (this.#isTooMuch()) this.#dropOldest();
  }

  /** The item of a number from `start` until before `end`, else undefined. */
  at(number: number): T | undefined {
    return this.#items.get(number);
  }

  /** The number of the first item that fits; `end` where none does. */
  findFirst(fits: (item: T) => boolean): number {
    for (let number = this.start; number < this.#end; number++) {
      const item = this.at(number);
      if (item !== undefined && fits(item)) return number;
    }
    return this.#end;
  }

  #isTooMuch(): boolean {
    const { size } = this.#items;
    return size > this.#limits.items || (this.#octets > this.#limits.octets && size > 1);
  }

  #dropOldest(): void {
    const oldest = this.#items.get(this.#start);
    if (oldest !== undefined) this.#octets -= this.#limits.sizeOf(oldest);
    this.#items.delete(this.#start);
    this.#start += 1;
  }
}
