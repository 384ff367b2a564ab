import { randomUUID } from 'node:crypto';
import type { EntityManager } from '../../database/database.ts';
import { hashSecret, newSecret, type RandomSource, visiblePrefix } from '../credentials/secret.ts';
import { Token } from './entity.ts';
import type { Reach } from './reach.ts';

/** Requests an hour, unless something else is asked for. */
export const defaultLimit = 1000;

/** What the owner has said of a token. */
export interface TokenFields extends Reach {
  readonly name: string;
  readonly description: string | null;
}

/** Whose a token is, and which token made it, or its trust; null: none did. */
export interface TokenOrigin {
  readonly accountId: string;
  readonly madeBy: string | null;
}

export interface MadeToken {
  readonly token: Token;
  /** Shown to its maker now and never again. */
  readonly secret: string;
}

/** Makes a token, stored when `em` is flushed; whether one may is asked before. */
export function makeToken(
  em: EntityManager,
  fields: TokenFields & TokenOrigin,
  createdAt: Date,
  random?: RandomSource,
): MadeToken {
  const secret = newSecret(random);
  const hidden = { prefix: visiblePrefix(secret), secretHash: hashSecret(secret) };
  const token = em.create(Token, { ...fields, ...hidden, id: randomUUID(), createdAt });
  return { token, secret };
}
