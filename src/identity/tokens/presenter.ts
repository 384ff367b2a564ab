import type { z } from 'zod';
import { expiresSoon, isExpired } from '../../base/expiry.ts';
import { newestFirst, type PageRequest, pageOf } from '../../http/paging.ts';
import type { Quota } from '../../http/quota.ts';
import type { Actor } from '../access/actor.ts';
import type { Token } from './entity.ts';
import type { MadeToken } from './make-token.ts';
import { type Reach, reachOf } from './reach.ts';
import { endOfGrace, workingSecrets } from './replaced-secrets.ts';
import type { currentToken, madeToken, tokenAnswer, tokenList } from './schema.ts';

/** A token as its owner and administrators see it at a time, without the secret. */
export function presentToken(token: Token, now: Date): z.input<typeof tokenAnswer> {
  const replaced = presentReplaced(token, now);
  return {
    id: token.id,
    name: token.name,
    description: token.description ?? null,
    prefix: token.prefix,
    ...presentReach(reachOf(token), now),
    expired: isExpired(token.expiresAt ?? null, now),
    exchanged: Boolean(token.trustId),
    madeBy: token.madeBy ?? null,
    previous: replaced[0] ?? null,
    replaced,
    uses: token.uses,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    lastUsedAddress: token.lastUsedAddress ?? null,
    lastUsedAgent: token.lastUsedAgent ?? null,
    createdAt: token.createdAt.toISOString(),
  };
}

/** Where a token stands among others: the newest first. */
export const positionOf = ({ createdAt, id }: Token): string => newestFirst(createdAt, id);

/** A part of these tokens. */
export function presentTokens(
  tokens: readonly Token[],
  part: PageRequest,
  now: Date,
): z.input<typeof tokenList> {
  const { data, next } = pageOf(tokens, positionOf, part);
  return { data: data.map((token) => presentToken(token, now)), next };
}

/** A token as its maker sees it this once. */
export function presentMadeToken(
  { token, secret }: MadeToken,
  now: Date,
): z.input<typeof madeToken> {
  return { ...presentToken(token, now), secret };
}

/**
 * What a token is and may do, and what is left of its limit, for the one who presents it; null for
 * a session.
 */
export function presentActor(
  { account, credential }: Actor,
  quota: Quota | null,
  now: Date,
): z.input<typeof currentToken> | null {
  if (credential.kind === 'session') return null;
  const { id, name, prefix } = credential;
  return {
    id,
    name,
    prefix,
    account: account.name,
    ...presentReach(credential, now),
    quota: quota && { remaining: quota.remaining, resetAt: quota.resetAt.toISOString() },
  };
}

function presentReach(
  { scopes, hosts, names, addresses, expiresAt, hourlyLimit }: Reach,
  now: Date,
) {
  return {
    scopes: [...scopes],
    hosts: hosts && [...hosts],
    names: names && [...names],
    addresses: addresses && [...addresses],
    expiresAt: expiresAt?.toISOString() ?? null,
    expiresSoon: expiresSoon(expiresAt, now),
    hourlyLimit,
  };
}

function presentReplaced(token: Token, now: Date) {
  return workingSecrets(token, now).map((secret) => ({
    prefix: secret.prefix,
    until: endOfGrace(token, secret).toISOString(),
  }));
}
