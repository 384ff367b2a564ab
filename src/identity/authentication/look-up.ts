import { Problem } from '../../base/errors.ts';
import { isExpired } from '../../base/expiry.ts';
import type { Database } from '../../database/database.ts';
import { type KnownCredential, RefusedCredential } from '../../http/caller.ts';
import type { Actor, TokenCredential } from '../access/actor.ts';
import { readNetworks } from '../access/networks.ts';
import { Account } from '../accounts/entity.ts';
import { whyInactive } from '../accounts/suspension.ts';
import type { VerifiedCredential } from '../credentials/cache.ts';
import { unused } from '../credentials/use.ts';
import { Session, sessionLifetime } from '../sessions/entity.ts';
import { type ReplacedSecret, Token } from '../tokens/entity.ts';
import { budgetsOf } from '../tokens/lineage.ts';
import { reachOf } from '../tokens/reach.ts';
import { endOfGrace, replacedBy, withSecret } from '../tokens/replaced-secrets.ts';

/** What is remembered of a token that was used. */
export interface KnownToken {
  readonly id: string;
  /** The visible first characters of its secret; left out by earlier releases. */
  readonly prefix?: string | null | undefined;
}

/** The secrets that a token had before come along: by themselves they would be another query. */
const inOneQuery = { populate: ['replaced'], strategy: 'joined' } as const;

/**
 * The token of this hash. Throws `credential-invalid`, and to the one who has the real secret
 * `credential-revoked`, `credential-suspended` or `credential-expired`. An unknown and a revoked
 * token both cost one query.
 */
export async function lookUpToken(
  database: Database,
  secretHash: string,
  now: Date,
): Promise<VerifiedCredential> {
  const token = await database.em().findOne(Token, withSecret(secretHash), inOneQuery);
  if (!token) throw new Problem('credential-invalid', 'There is no such token.');
  return await verifiedToken(database, token, replacedBy(token, secretHash), now);
}

/**
 * The token of this id, by the secret that begins so: one that was replaced ends with its grace; null: by whichever.
 * Throws as `lookUpToken` does.
 */
export async function lookUpTokenById(
  database: Database,
  { id, prefix = null }: KnownToken,
  now: Date,
): Promise<VerifiedCredential> {
  const token = await database.em().findOne(Token, { id }, inOneQuery);
  if (!token) throw new Problem('credential-invalid', 'There is no such token any more.');
  if (prefix === null || prefix === token.prefix) {
    return await verifiedToken(database, token, null, now);
  }
  const replaced = token.replaced.getItems().find((each) => each.prefix === prefix);
  // Of those that were replaced some are forgotten, the first of which work no more.
  if (!replaced) throw new Problem('credential-invalid', 'The token has another secret by now.');
  return await verifiedToken(database, token, replaced, now);
}

async function verifiedToken(
  database: Database,
  token: Token,
  replaced: ReplacedSecret | null,
  now: Date,
): Promise<VerifiedCredential> {
  const credential = {
    ...credentialOf(token, replaced),
    ...(token.madeBy &&
      !token.takenOver && { makers: await budgetsOf(database.em(), token.madeBy) }),
  };
  const { id, name, prefix, expiresAt } = credential;
  const known = { accountId: token.accountId, kind: 'token', id, name, prefix } as const;
  if (token.revokedAt)
    throw new RefusedCredential(known, 'credential-revoked', 'The token was revoked.');
  if (replaced && isExpired(replaced.until, now)) {
    throw new RefusedCredential(
      known,
      'credential-revoked',
      'The token has a new secret, in place of this one.',
    );
  }
  const account = await activeAccount(database, known);
  if (expiresAt && isExpired(expiresAt, now)) {
    const detail = `The token has expired on ${expiresAt.toISOString()}.`;
    throw new RefusedCredential(known, 'credential-expired', detail);
  }
  return {
    actor: { account, credential },
    validUntil: expiresAt?.getTime() ?? null,
    networks: credential.addresses && readNetworks(credential.addresses),
    use: unused('token', id),
  };
}

/** The session of this hash. Throws as `lookUpToken` does. */
export async function lookUpSession(
  database: Database,
  secretHash: string,
  now: Date,
): Promise<VerifiedCredential> {
  return await verifiedSession(database, { secretHash }, now);
}

/** The session of this id. Throws as `lookUpToken` does. */
export async function lookUpSessionById(
  database: Database,
  { id }: Pick<KnownToken, 'id'>,
  now: Date,
): Promise<VerifiedCredential> {
  return await verifiedSession(database, { id }, now);
}

async function verifiedSession(
  database: Database,
  which: { readonly secretHash: string } | { readonly id: string },
  now: Date,
): Promise<VerifiedCredential> {
  const session = await database.em().findOne(Session, which);
  if (!session) throw new Problem('credential-invalid', 'The session was closed. Sign in again.');
  const { id, accountId } = session;
  const known = { accountId, kind: 'session', id, name: null, prefix: null } as const;
  const account = await activeAccount(database, known);
  const validUntil = session.createdAt.getTime() + sessionLifetime;
  if (validUntil <= now.getTime()) {
    throw new RefusedCredential(
      known,
      'credential-expired',
      'The session has ended. Sign in again.',
    );
  }
  return {
    actor: { account, credential: { kind: 'session', id } },
    validUntil,
    networks: null,
    use: unused('session', id),
  };
}

/**
 * Who presents the secret of a token, or one that was replaced: that ends with its grace, so that
 * nothing which is made with it lives longer.
 */
export function credentialOf(
  token: Token,
  replaced: Pick<ReplacedSecret, 'prefix' | 'until'> | null,
): TokenCredential {
  const { id, name } = token;
  const reach = reachOf(token);
  return {
    kind: 'token',
    id,
    name,
    prefix: (replaced ?? token).prefix,
    ...reach,
    expiresAt: replaced ? endOfGrace(token, replaced) : reach.expiresAt,
    ...(token.trustId && { trustId: token.trustId }),
    replaced: replaced !== null,
  };
}

async function activeAccount(
  database: Database,
  known: KnownCredential,
): Promise<Actor['account']> {
  const account = await database.em().findOne(Account, { id: known.accountId });
  if (!account?.active) {
    const detail = account ? whyInactive(account) : 'The account of this credential is gone.';
    throw new RefusedCredential(known, 'credential-suspended', detail);
  }
  const { id, name, email, admin } = account;
  return { id, name, email, admin };
}
