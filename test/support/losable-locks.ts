import { systemTimer } from '../../src/base/timer.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import type { LockName } from '../../src/database/locks/lock-name.ts';
import type { AcquireOptions, Lock, Locks } from '../../src/database/locks/locks.ts';

/** Locks of one process that a test loses. */
export class LosableLocks implements Locks {
  readonly #locks = new LocalLocks(systemTimer);
  #losing = new AbortController();

  async acquire(name: LockName, options?: AcquireOptions): Promise<Lock | null> {
    const lock = await this.#locks.acquire(name, options);
    if (!lock) return null;
    return { lost: this.#losing.signal, [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose]() };
  }

  /** Loses all that are held now; later ones are not lost. */
  lose(): void {
    const losing = this.#losing;
    this.#losing = new AbortController();
    losing.abort(new Error('lost'));
  }
}
