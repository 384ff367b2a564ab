import type { EntityManager } from '../database/database.ts';
import { Token } from '../tokens/entity.ts';
import { Account, Domain } from './entity.ts';

/** How long an account waits for approval before it is forgotten: 14 days, in milliseconds. */
const longestWait = 14 * 24 * 60 * 60 * 1000;

/** How many accounts wait for approval. */
export function countWaiting(em: EntityManager): Promise<number> {
  return em.count(Account, { approvedAt: null });
}

/** Removes the accounts that have waited too long, with their tokens; their names are free again. */
export async function forgetWaiting(em: EntityManager, now: Date): Promise<void> {
  const late = { approvedAt: null, createdAt: { $lte: new Date(now.getTime() - longestWait) } };
  const forgotten = await em.find(Account, late, { fields: ['id'] });
  const theirs = { accountId: { $in: forgotten.map(({ id }) => id) } };
  await em.nativeDelete(Domain, theirs);
  await em.nativeDelete(Token, theirs);
  await em.nativeDelete(Account, late);
}
