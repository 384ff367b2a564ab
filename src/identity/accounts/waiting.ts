import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import type { AccountBelongings } from './belongings.ts';
import { Account, Domain } from './entity.ts';

/** How long an account waits for approval before it is forgotten: 14 days, in milliseconds. */
const maxWait = 14 * 24 * 60 * 60 * 1000;

/** How many accounts may wait for approval, and how many of those that came from one owner. */
const maxWaiting = 100;
const maxFromOne = 20;

/** Throws `limit-reached` where as many wait as may, in all or from one owner of addresses. */
export async function expectRoom(em: EntityManager, waitsFrom: string): Promise<void> {
  if ((await em.count(Account, { approvedAt: null })) >= maxWaiting) {
    throw new Problem('limit-reached', 'Too many accounts wait for approval. Try again later.');
  }
  if ((await em.count(Account, { approvedAt: null, waitsFrom })) < maxFromOne) return;
  const detail = 'Too many accounts that came from this address wait for approval.';
  throw new Problem('limit-reached', detail);
}

/** Those that are approved, or wait as long as they may. */
export const remembered = (now: Date) => ({
  $or: [{ approvedAt: { $ne: null } }, { createdAt: { $gt: new Date(now.getTime() - maxWait) } }],
});

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
