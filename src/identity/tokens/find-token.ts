import { type FilterQuery, LockMode } from '@mikro-orm/core';
import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import { Account } from '../accounts/entity.ts';
import { Token } from './entity.ts';

/** How many tokens an account has at most: expired ones count, those of its trusts do not. */
const maxTokens = 100;

/** A token of an account that is not revoked. Throws `token-unknown`. */
export async function findToken(
  em: EntityManager,
  accountId: string,
  which: FilterQuery<Token>,
  lockMode: LockMode = LockMode.NONE,
): Promise<Token> {
  const living = { $and: [{ accountId, revokedAt: null }, which] };
  const token = await em.findOne(Token, living, { lockMode, populate: ['replaced'] });
  return token ?? unknownToken();
}

/**
 * Leaves room for one more token. Locks the account, so that those who make tokens at once count
 * each other's. Throws `limit-reached`.
 */
export async function reserveToken(em: EntityManager, accountId: string): Promise<void> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  await em.findOneOrFail(Account, { id: accountId }, { lockMode });
  if ((await em.count(Token, { accountId, trustId: null, revokedAt: null })) < maxTokens) return;
  throw new Problem('limit-reached', `An account has at most ${maxTokens} tokens. Remove some.`);
}

/** Throws `token-unknown`. */
export function unknownToken(): never {
  throw new Problem('token-unknown', 'The account has no such token.');
}
