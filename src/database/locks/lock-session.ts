import type { LockName } from './lock-name.ts';
import type { LockMode } from './locks.ts';

/** A lock as it is taken among servers; told from all others by its id. */
export interface Claim {
  readonly id: string;
  readonly name: LockName;
  readonly mode: LockMode;
}

export interface Taking {
  /** False where another server has it. */
  readonly taken: boolean;
  /**
   * The ids of claims that another process never gave back, and that exclude this one: it may not
   * know yet that it has lost them.
   */
  readonly left: readonly string[];
}

/**
 * One session with the database, which holds what is taken until the session ends, however it does.
 * Its methods reject where it has ended; what came of them is not known then.
 */
export interface LockSession {
  take(claim: Claim): Promise<Taking>;
  give(claim: Claim): Promise<void>;
  /** Asks for nothing but an answer. */
  ping(): Promise<void>;
  /** Calls back once, when the session has ended by itself. */
  onEnd(ended: (cause: Error | undefined) => void): void;
  /** Gives back all that is held, and ends. */
  close(): Promise<void>;
  /** Ends at once, without a word. */
  destroy(): void;
}

/** Makes a session, in place of a former one, which it ends on the database's side too. */
export type Connect = (former: LockSession | null) => Promise<LockSession>;
