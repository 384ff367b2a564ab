import type { LockName } from './lock-name.ts';

/** How something is held: by one alone, or together with others that hold it so. */
export type LockMode = 'exclusive' | 'shared';

/** Something that is held until it is disposed; the disposal never rejects. */
export interface Lock extends AsyncDisposable {
  /**
   * Aborts, with `lock-lost`, when others may have the lock although it is held here: whoever
   * holds it ends at once what it does to the thing that it is on. A server loses all of its locks
   * together, so who holds several follows the one that was taken first.
   */
  readonly lost: AbortSignal;
}

export interface AcquireOptions {
  /** Default: exclusive. */
  readonly mode?: LockMode;
  /** Milliseconds to wait for those that have it; default: none. */
  readonly wait?: number;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether it is given back while what a former holder left is waited out: for what that one may
   * claim again.
   */
  readonly yields?: boolean;
}

/** What only one may do at a time, in this process and among all servers of the database. */
export interface Locks {
  /**
   * Takes a lock; null where others have it, and had it until the wait was over. Who waits to be
   * alone is not overtaken in the same process. Rejects with the signal's reason, and with
   * `locks-unavailable` where the database cannot be asked.
   */
  acquire(name: LockName, options?: AcquireOptions): Promise<Lock | null>;
}
