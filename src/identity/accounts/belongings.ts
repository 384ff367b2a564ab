import type { EntityManager } from '../../database/database.ts';
import type { Account } from './entity.ts';

/** How much of each kind an account has here; all of it ends with the account. */
export const holdingKinds = [
  'tokens',
  'trusts',
  'secrets',
  'externalCredentials',
  'channels',
  'mutes',
  'emailLinks',
  'pendingPolicies',
  'unikernels',
  'releases',
  'deploymentLocks',
  'checks',
  'consoles',
  'metrics',
  'volumes',
  'uploads',
] as const;

export type HoldingCounts = Partial<Record<(typeof holdingKinds)[number], number>>;

/**
 * What others keep for accounts, and what becomes of it, each in the transaction that changes the
 * account.
 */
export type AccountBelongings = EndingBelongings | LastingBelongings;

interface BegunBelongings {
  /** An account may begin: it was approved, or made by an administrator. */
  begin?(em: EntityManager, account: Pick<Account, 'id' | 'name'>, now: Date): Promise<void>;
  /** Accounts are forgotten that were never approved, as if they had never been. */
  forget?(em: EntityManager, accountIds: readonly string[]): Promise<void>;
}

/** What ends with an account is counted, so that it is said before. */
interface EndingBelongings extends BegunBelongings {
  /** How much of it an account has. */
  count(em: EntityManager, account: Pick<Account, 'id' | 'name'>): Promise<HoldingCounts>;
  /**
   * An account is about to end, all of it is there yet: gives what is to be done once that is committed, for
   * what the database does not keep. It fails by itself, without a word to whoever ends the account.
   */
  followUp?(em: EntityManager, accountId: string): Promise<() => Promise<void>>;
  /** An account ends. */
  end?(em: EntityManager, accountId: string, now: Date): Promise<void>;
}

/** What is kept when an account ends. */
interface LastingBelongings extends BegunBelongings {
  readonly count?: never;
  readonly followUp?: never;
  readonly end?: never;
}

/** Closes the sessions of an account within a transaction, but the one of this id. */
export type CloseSessions = (
  em: EntityManager,
  accountId: string,
  exceptId?: string,
) => Promise<void>;
