import { onAbort } from '../../base/timer.ts';

/** Held by many readers together or by one writer alone; a writer that waits is not overtaken. */
export class ReadWriteLock {
  #holders = 0;
  #isExclusive = false;
  readonly #waiting: { readonly exclusive: boolean; readonly grant: () => void }[] = [];

  /** Whether nobody holds it or waits for it. */
  get idle(): boolean {
    return this.#holders === 0 && this.#waiting.length === 0;
  }

  /** Takes it; whoever has it releases it once. Rejects with the signal's reason, which ends the wait. */
  async acquire(exclusive: boolean, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const entry = { exclusive, grant: resolve };
    this.#waiting.push(entry);
    this.#grant();
    using _following = onAbort(signal, () => {
      const index = this.#waiting.indexOf(entry);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      reject(signal?.reason);
      this.#grant();
    });
    await promise;
  }

  release(): void {
    this.#holders -= 1;
    this.#isExclusive = false;
    this.#grant();
  }

  #grant(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#isExclusive || (next.exclusive && this.#holders > 0)) return;
      this.#waiting.shift();
      this.#holders += 1;
      this.#isExclusive = next.exclusive;
      next.grant();
    }
  }
}
