import { unlessAborted } from './timer.ts';

interface Shared<T> {
  readonly result: Promise<T>;
  readonly leaving: AbortController;
  waiting: number;
}

/** Work that several want at once: it is begun once for all of them, and ends when the last has left. */
export class SharedWork<T> {
  /** What is under way, by what it is for. */
  readonly #shared = new Map<string, Shared<T>>();

  /** What comes of the work that is under way for this, or is begun now. Rejects as that, and with the signal's reason. */
  async join(
    what: string,
    signal: AbortSignal,
    begin: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const shared = this.#shared.get(what) ?? this.#begin(what, begin);
    shared.waiting += 1;
    try {
      return await unlessAborted(shared.result, signal);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) this.#end(what, shared);
    }
  }

  #begin(what: string, begin: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const leaving = new AbortController();
    const shared = { result: begin(leaving.signal), leaving, waiting: 0 };
    this.#shared.set(what, shared);
    return shared;
  }

  #end(what: string, shared: Shared<T>): void {
    this.#shared.delete(what);
    shared.leaving.abort();
  }
}
