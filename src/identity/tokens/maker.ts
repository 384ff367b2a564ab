import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import type { Actor } from '../access/actor.ts';
import { Token } from './entity.ts';
import { lineageOf } from './lineage.ts';
import { authorizeReach, type Reach, reachOf } from './reach.ts';

/** How many tokens come of each other at most, the first one counted: so many limits a request counts in. */
const maxGenerations = 5;

/**
 * The token that makes something which reaches so far; null: a person does. Its row is locked until
 * the transaction ends, and what counts is how far it reaches then: one that is revoked or
 * narrowed meanwhile leaves nothing behind. The account is locked before. Throws as `authorizeReach`,
 * `credential-revoked` and `limit-reached`.
 */
export async function lockMaker(
  em: EntityManager,
  actor: Actor,
  wanted: readonly Reach[],
): Promise<string | null> {
  const { account, credential } = actor;
  if (credential.kind === 'session') return null;
  const { id, expiresAt } = credential;
  const living = { id, accountId: account.id, revokedAt: null };
  const token = await em.findOne(Token, living, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!token) throw new Problem('credential-revoked', 'The token was revoked.');
  const now = { ...actor, credential: { ...credential, ...reachOf(token), expiresAt } };
  for (const reach of wanted) authorizeReach(now, reach);
  await refuseGenerations(em, id);
  return id;
}

async function refuseGenerations(em: EntityManager, id: string): Promise<void> {
  if ((await lineageOf(em, id)).length < maxGenerations) return;
  const detail = `Tokens that make each other are ${maxGenerations} at most. Make it with an earlier one.`;
  throw new Problem('limit-reached', detail);
}
