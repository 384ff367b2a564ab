/**
 * What has arrived and is not taken yet, for one reader. It holds all that it is given: whoever
 * puts something in has to pause when `put` says so, until `onRoom`.
 */
export class Backlog<T extends object> implements AsyncIterableIterator<T, undefined, void> {
  readonly #capacity: number;
  readonly #onRoom: () => void;
  readonly #onLeft: () => void;
  #items: T[] = [];
  #end: { readonly failure: unknown } | null = null;
  #wake = () => {};

  /** `onLeft` is called when the reader leaves before the end. */
  constructor(capacity: number, onRoom: () => void, onLeft: () => void) {
    this.#capacity = capacity;
    this.#onRoom = onRoom;
    this.#onLeft = onLeft;
  }

  /** Gives whether there is room for more. */
  put(item: T): boolean {
    if (this.#end) return false;
    this.#items.push(item);
    this.#wake();
    return this.#items.length < this.#capacity;
  }

  /** Nothing more comes: the reader gets what is left, and then the failure, unless it is null. */
  end(failure: unknown): void {
    this.#end ??= { failure };
    this.#wake();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    while (this.#items.length === 0 && !this.#end) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    const value = this.#items.shift();
    if (value === undefined) return this.#finish();
    if (this.#items.length === 0) this.#onRoom();
    return { done: false, value };
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#items = [];
    this.#end = { failure: null };
    this.#wake();
    this.#onLeft();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The failure is told once. */
  #finish(): IteratorResult<T, undefined> {
    const failure = this.#end?.failure ?? null;
    this.#end = { failure: null };
    if (failure !== null) throw failure;
    return { done: true, value: undefined };
  }
}
