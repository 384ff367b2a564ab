import { onAbort, type Timer } from '../../base/timer.ts';
import type { LockName } from './lock-name.ts';
import type { AcquireOptions, Lock, LockMode, Locks } from './locks.ts';
import { ReadWriteLock } from './read-write-lock.ts';

/** The locks of one process, which is all of them where nobody else may open the database. */
export class LocalLocks implements Locks {
  readonly #timer: Timer;
  /** Those that somebody has or waits for. */
  readonly #locks = new Map<LockName, ReadWriteLock>();

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Rejects only with the signal's reason. */
  async acquire(name: LockName, options: AcquireOptions = {}): Promise<Lock | null> {
    const { mode = 'exclusive', wait = 0, signal } = options;
    signal?.throwIfAborted();
    const lock = this.#locks.get(name) ?? new ReadWriteLock();
    this.#locks.set(name, lock);
    const taken = lock.tryTake(mode) || (wait > 0 && (await this.#wait(lock, mode, wait, signal)));
    if (taken) return this.#held(name, lock);
    this.#forgetIdle(name, lock);
    signal?.throwIfAborted();
    return null;
  }

  async #wait(lock: ReadWriteLock, mode: LockMode, wait: number, signal?: AbortSignal) {
    const ending = new AbortController();
    using _leaving = onAbort(signal, () => ending.abort());
    using _elapsing = this.#timer(wait, () => ending.abort());
    return await lock.take(mode, ending.signal);
  }

  #held(name: LockName, lock: ReadWriteLock): Lock {
    const releasing = new AsyncDisposableStack();
    releasing.defer(() => {
      lock.release();
      this.#forgetIdle(name, lock);
    });
    return { lost: never, [Symbol.asyncDispose]: () => releasing.disposeAsync() };
  }

  #forgetIdle(name: LockName, lock: ReadWriteLock): void {
    if (lock.idle) this.#locks.delete(name);
  }
}

/** What a process has is never lost in it. */
const never = new AbortController().signal;
