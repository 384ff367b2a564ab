/** The latest items of a sequence, each known by its number, which counts from 0 and never again. */
export class Ring<T> {
  readonly #items: T[] = [];
  readonly #capacity: number;
  #end = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The number that the next item will have. */
  get end(): number {
    return this.#end;
  }

  /** The number of the oldest item that is kept. */
  get start(): number {
    return Math.max(0, this.#end - this.#capacity);
  }

  push(item: T): void {
    this.#items[this.#end % this.#capacity] = item;
    this.#end += 1;
  }

  /** The item of a number from `start` until before `end`, else undefined. */
  at(number: number): T | undefined {
    const isKept = number >= this.start && number < this.#end;
    return isKept ? this.#items[number % this.#capacity] : undefined;
  }

  /** The number of the first item that fits; `end` where none does. */
  findFirst(fits: (item: T) => boolean): number {
    for (let number = this.start; number < this.#end; number++) {
      const item = this.at(number);
      if (item !== undefined && fits(item)) return number;
    }
    return this.#end;
  }
}
