import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../../database/database.ts';
import type { AccountBelongings } from './belongings.ts';
import { Account, Domain } from './entity.ts';

/** How long an account waits for approval before it is forgotten: 14 days, in milliseconds. */
const maxWait = 14 * 24 * 60 * 60 * 1000;

/** How many accounts wait for approval. */
export function countWaiting(em: EntityManager): Promise<number> {
  return em.count(Account, { approvedAt: null });
}

/**
 * Removes the accounts that have waited too long, with what is theirs; their names are free again.
 * They are locked before, in a transaction: one that is approved meanwhile keeps all it has.
 */
export async function forgetWaiting(
  em: EntityManager,
  belongings: readonly AccountBelongings[],
  now: Date,
): Promise<void> {
  const late = { approvedAt: null, createdAt: { $lte: new Date(now.getTime() - maxWait) } };
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const locked = { fields: ['id'], lockMode, orderBy: { id: 'asc' } } as const;
  const ids = (await em.find(Account, late, locked)).map(({ id }) => id);
  for (const each of belongings) await each.forget?.(em, ids);
  await em.nativeDelete(Domain, { accountId: { $in: ids } });
  await em.nativeDelete(Account, { id: { $in: ids } });
}
