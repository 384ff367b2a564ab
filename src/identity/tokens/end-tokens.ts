import { type FilterQuery, LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../../database/database.ts';
import { ReplacedSecret, Token } from './entity.ts';
import { withDescendants, withoutDescendants } from './lineage.ts';

/** How long a revoked token is remembered, to tell its bearer so: 90 days, in milliseconds. */
const revokedMemory = 90 * 24 * 60 * 60 * 1000;

/** Ends, within a transaction, what else these tokens made. */
export type EndMade = (em: EntityManager, tokenIds: readonly string[]) => Promise<void>;

/** Which tokens end, when, and whether what they made ends with them. */
export interface TokensEnd {
  readonly which: FilterQuery<Token>;
  readonly descendants: boolean;
  readonly at: Date;
}

/**
 * Ends tokens within a transaction that has locked their accounts, so that they make nothing
 * meanwhile. Says whether there was one. The cache is the caller's.
 */
export async function endTokens(
  em: EntityManager,
  { which, descendants, at }: TokensEnd,
  endMade: EndMade,
): Promise<boolean> {
  const chosen = await em.find(Token, { $and: [which, { revokedAt: null }] }, { fields: ['id'] });
  const ids = chosen.map(({ id }) => id);
  if (ids.length === 0) return false;
  const ending = descendants ? withDescendants(ids) : { id: { $in: ids } };
  const ended = await lockInOrder(em, ending);
  await em.nativeUpdate(Token, { id: { $in: ended }, revokedAt: null }, { revokedAt: at });
  if (descendants) await endMade(em, ended);
  return true;
}

/** As whoever writes their uses does: none waits in a circle. */
async function lockInOrder(em: EntityManager, which: FilterQuery<Token>): Promise<string[]> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const locked = { fields: ['id'], lockMode, orderBy: { id: 'asc' } } as const;
  return (await em.find(Token, which, locked)).map(({ id }) => id);
}

/** Forgets the tokens that were revoked long ago, but for those of which others come. */
export async function forgetRevoked(em: EntityManager, now: Date): Promise<void> {
  const old = { revokedAt: { $lt: new Date(now.getTime() - revokedMemory) } };
  await em.nativeDelete(ReplacedSecret, { token: old });
  await em.nativeDelete(Token, { $and: [old, withoutDescendants()] });
}
