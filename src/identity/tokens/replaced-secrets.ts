import { type FilterQuery, raw } from '@mikro-orm/core';
import { earlier } from '../../base/expiry.ts';
import type { EntityManager } from '../../database/database.ts';
import { ReplacedSecret, type Token } from './entity.ts';

/** How many secrets of a token are kept that were replaced. */
const maxKept = 10;

/** The end of what has no grace any more: past, even if the clock is set back. */
const longAgo = new Date(0);

/** A secret, as far as it is kept. */
export interface FormerSecret {
  readonly hash: string;
  /** The visible first characters. */
  readonly prefix: string;
}

/** The token that has the secret of this hash, or had it before a rotation. */
export function withSecret(hash: string): FilterQuery<Token> {
  const id = raw('(select token_id from replaced_secrets where hash = ?)', [hash]);
  return { $or: [{ secretHash: hash }, { id }] };
}

/** The secret of this hash, where the token has another one by now; null: it is the token's. */
export function replacedBy({ replaced }: Token, hash: string): ReplacedSecret | null {
  return replaced.getItems().find((each) => each.hash === hash) ?? null;
}

/**
 * Lets a secret that was replaced work on for `grace` seconds; without any it is kept to say that it was
 * replaced. For want of room those go first that work no longer, then the oldest.
 */
export function keepReplaced(
  em: EntityManager,
  token: Token,
  former: FormerSecret,
  grace: number,
  now: Date,
): void {
  const until = grace > 0 ? new Date(now.getTime() + grace * 1000) : longAgo;
  const works = ({ until }: ReplacedSecret) => Number(until > now);
  const kept = token.replaced.getItems();
  const ordinal = 1 + Math.max(0, ...kept.map((each) => each.ordinal));
  const inTurn = kept.toSorted((a, b) => works(a) - works(b) || a.ordinal - b.ordinal);
  token.replaced.remove(inTurn.slice(0, Math.max(0, inTurn.length + 1 - maxKept)));
  em.create(ReplacedSecret, { ...former, until, token, ordinal });
}

/** Ends all secrets of a token that were replaced, for good. */
export function endReplaced(token: Token): void {
  for (const secret of token.replaced) secret.until = longAgo;
}

/** The secrets of a token that were replaced and still work, the last one first. */
export function workingSecrets(token: Token, now: Date): ReplacedSecret[] {
  const working = token.replaced.getItems().filter((each) => endOfGrace(token, each) > now);
  return working.toSorted((a, b) => b.ordinal - a.ordinal);
}

/** A secret works on for its grace, but never longer than its token. */
export function endOfGrace({ expiresAt }: Token, { until }: Pick<ReplacedSecret, 'until'>): Date {
  return earlier(until, expiresAt);
}
