import { onAbort } from '../../base/timer.ts';
import type { LockMode } from './locks.ts';

interface Waiter {
  readonly mode: LockMode;
  readonly admit: () => void;
}

/** Lets many share it, or one have it alone; nobody overtakes those that wait. */
export class ReadWriteLock {
  #holders = 0;
  #exclusive = false;
  readonly #waiting: Waiter[] = [];

  /** Whether nobody has it or waits for it. */
  get idle(): boolean {
    return this.#holders === 0 && this.#waiting.length === 0;
  }

  /** Takes it at once, or not at all; whoever has it releases it once. */
  tryTake(mode: LockMode): boolean {
    if (this.#waiting.length > 0 || !this.#isFree(mode)) return false;
    this.#enter(mode);
    return true;
  }

  /** Waits for it; false where `end` aborts first. */
  async take(mode: LockMode, end: AbortSignal): Promise<boolean> {
    if (this.tryTake(mode)) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiter = { mode, admit: () => resolve(true) };
    this.#waiting.push(waiter);
    using _ending = onAbort(end, () => {
      const index = this.#waiting.indexOf(waiter);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      resolve(false);
      this.#admit();
    });
    return await promise;
  }

  release(): void {
    this.#holders -= 1;
    this.#exclusive = false;
    this.#admit();
  }

  #isFree(mode: LockMode): boolean {
    return !this.#exclusive && (mode === 'shared' || this.#holders === 0);
  }

  #enter(mode: LockMode): void {
    this.#holders += 1;
    this.#exclusive = mode === 'exclusive';
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#isFree(next.mode); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#enter(next.mode);
      next.admit();
    }
  }
}
