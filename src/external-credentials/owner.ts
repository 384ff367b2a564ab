import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../database/database.ts';
import { lockAccounts } from '../identity/accounts/lock-accounts.ts';
import { ExternalCredential } from './entity.ts';

/** Whose a credential is: an account's, by its id, or `server`. */
export type Owner = string;

/** The owner of what is for all accounts. */
export const wholeServer: Owner = 'server';

/** Until the transaction ends: those who save an owner's credentials at once count each other's. */
export async function lockOwner(em: EntityManager, owner: Owner): Promise<void> {
  if (owner !== wholeServer) {
    await lockAccounts(em, [owner]);
    return;
  }
  // No account stands for the server. Who finds none to lock is far from the limit.
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  await em.find(ExternalCredential, { owner }, { lockMode, orderBy: { id: 'asc' } });
}
