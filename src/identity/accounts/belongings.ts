import type { EntityManager } from '../../database/database.ts';

/**
 * What others keep for accounts, and what becomes of it, each in the transaction that changes the
 * account.
 */
export interface AccountBelongings {
  /** An account ends. */
  end(em: EntityManager, accountId: string, now: Date): Promise<void>;
  /** Accounts are forgotten that were never approved, as if they had never been. */
  forget?(em: EntityManager, accountIds: readonly string[]): Promise<void>;
}

/** Closes the sessions of an account within a transaction, but the one of this id. */
export type CloseSessions = (
  em: EntityManager,
  accountId: string,
  exceptId?: string,
) => Promise<void>;
