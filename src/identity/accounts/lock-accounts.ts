import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../../database/database.ts';
import { Account } from './entity.ts';

/**
 * Locks accounts until the transaction ends: whoever makes, changes or ends credentials of one at
 * once sees what the others did. In order, so that none waits in a circle.
 */
export async function lockAccounts(em: EntityManager, ids: readonly string[]): Promise<void> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const locked = { fields: ['id'], lockMode, orderBy: { id: 'asc' } } as const;
  await em.find(Account, { id: { $in: [...ids] } }, locked);
}
