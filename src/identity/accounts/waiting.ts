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

/**
 * The origin of a waiting account that came from another server's data, not from a sign-up: it waits without a
 * limit, and its name may be in use on hosts.
 */
export const fromImport = 'import';

/** Who waits for approval has nothing, unless it did something under its name before it was taken over. */
export const mayHaveOnHosts = ({
  approvedAt,
  waitsFrom,
}: Pick<Account, 'approvedAt' | 'waitsFrom'>): boolean =>
  approvedAt !== null || waitsFrom === fromImport;

/** Throws `limit-reached` where as many wait as may, in all or from one owner of addresses. */
export async function expectRoom(em: EntityManager, waitsFrom: string): Promise<void> {
  if ((await em.count(Account, { approvedAt: null, ...signedUp })) >= maxWaiting) {
    throw new Problem('limit-reached', 'Too many accounts wait for approval. Try again later.');
  }
  if ((await em.count(Account, { approvedAt: null, waitsFrom })) < maxFromOne) return;
  const detail = 'Too many accounts that came from this address wait for approval.';
  throw new Problem('limit-reached', detail);
}

/** Those of an early release say nothing of where they came from. */
const signedUp = { $or: [{ waitsFrom: null }, { waitsFrom: { $ne: fromImport } }] };

/** Those that are approved, or wait as long as they may. */
export const remembered = (now: Date) => ({
  $or: [
    { approvedAt: { $ne: null } },
    { waitsFrom: fromImport },
    { createdAt: { $gt: new Date(now.getTime() - maxWait) } },
  ],
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
  const createdAt = { $lte: new Date(now.getTime() - maxWait) };
  const late = { approvedAt: null, createdAt, ...signedUp };
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const locked = { fields: ['id'], lockMode, orderBy: { id: 'asc' } } as const;
  const ids = (await em.find(Account, late, locked)).map(({ id }) => id);
  for (const each of belongings) await each.forget?.(em, ids);
  await em.nativeDelete(Domain, { accountId: { $in: ids } });
  await em.nativeDelete(Account, { id: { $in: ids } });
}
