import type { z } from 'zod';
import type { ActingAccount, TokenCredential } from '../access/actor.ts';
import type { Token } from './entity.ts';
import type { currentToken, madeToken, tokenAnswer } from './schema.ts';
import type { MadeToken } from './tokens.ts';

/** A token as its owner and administrators see it, without the secret. */
export function presentToken(token: Token): z.input<typeof tokenAnswer> {
  return {
    id: token.id,
    name: token.name,
    description: token.description ?? null,
    prefix: token.prefix,
    scopes: [...token.scopes],
    hosts: token.hosts ? [...token.hosts] : null,
    names: token.names ? [...token.names] : null,
    expiresAt: token.expiresAt?.toISOString() ?? null,
    uses: token.uses,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    lastUsedAddress: token.lastUsedAddress ?? null,
    lastUsedAgent: token.lastUsedAgent ?? null,
    createdAt: token.createdAt.toISOString(),
  };
}

/** A token as its maker sees it this once. */
export function presentMadeToken({ token, secret }: MadeToken): z.input<typeof madeToken> {
  return { ...presentToken(token), secret };
}

/** What a token is and may do, for the one who presents it. */
export function presentCurrentToken(
  account: ActingAccount,
  { id, name, prefix, scopes, hosts, names, expiresAt }: TokenCredential,
): z.input<typeof currentToken> {
  return {
    id,
    name,
    prefix,
    account: account.name,
    scopes: [...scopes],
    hosts: hosts ? [...hosts] : null,
    names: names ? [...names] : null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
