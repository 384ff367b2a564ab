import type { Label } from '../../albatross/names.ts';
import type { Problem } from '../../base/errors.ts';
import { onAbort, type Timer } from '../../base/timer.ts';
import { ReadWriteLock } from './read-write-lock.ts';

/** How long a lock is waited for, in milliseconds. */
export const maxWait = 30_000;

/** A read-write lock a label, there while anybody holds it or waits for it. */
export class ReadWriteLocks {
  readonly #timer: Timer;
  readonly #busy: (label: Label) => Problem;
  readonly #locks = new Map<Label, ReadWriteLock>();

  /** `busy` is what those get who have waited for 30 s. */
  constructor(timer: Timer, busy: (label: Label) => Problem) {
    this.#timer = timer;
    this.#busy = busy;
  }

  /** Holds the lock until disposed. Rejects with `busy` and the signal's reason, which end only the wait. */
  async acquire(label: Label, exclusive: boolean, signal?: AbortSignal): Promise<Disposable> {
    const lock = this.#locks.get(label) ?? new ReadWriteLock();
    this.#locks.set(label, lock);
    const waiting = new AbortController();
    using _following = onAbort(signal, () => waiting.abort(signal?.reason));
    using _timeout = this.#timer(maxWait, () => waiting.abort(this.#busy(label)));
    const forgetIdle = () => {
      if (lock.idle) this.#locks.delete(label);
    };
    await lock.acquire(exclusive, waiting.signal).catch((error) => {
      forgetIdle();
      throw error;
    });
    const leaving = new DisposableStack();
    leaving.defer(forgetIdle);
    leaving.defer(() => lock.release());
    return leaving;
  }
}
