import type { Actor } from '../access/actor.ts';
import { Account } from '../accounts/entity.ts';
import { Session, sessionLifetime } from '../accounts/sessions/entity.ts';
import type { Database } from '../database/database.ts';
import { Problem } from '../errors.ts';
import { Token } from '../tokens/entity.ts';
import type { VerifiedCredential } from './cache.ts';
import { unused } from './uses.ts';

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
  const em = database.em();
  const token = await em.findOne(Token, { secretHash });
  if (!token) throw new Problem('credential-invalid', 'There is no such token.');
  if (token.revokedAt) throw new Problem('credential-revoked', 'The token was revoked.');
  const account = await activeAccount(database, token.accountId);
  const expiresAt = token.expiresAt ?? null;
  if (expiresAt && expiresAt <= now) {
    throw new Problem('credential-expired', `The token has expired on ${expiresAt.toISOString()}.`);
  }
  const { id, name, prefix, scopes } = token;
  const reach = { scopes, hosts: token.hosts ?? null, names: token.names ?? null, expiresAt };
  return {
    actor: { account, credential: { kind: 'token', id, name, prefix, ...reach } },
    validUntil: expiresAt?.getTime() ?? null,
    use: unused('token', id),
  };
}

/** The session of this hash. Throws as `lookUpToken` does. */
export async function lookUpSession(
  database: Database,
  secretHash: string,
  now: Date,
): Promise<VerifiedCredential> {
  const session = await database.em().findOne(Session, { secretHash });
  if (!session) throw new Problem('credential-invalid', 'The session was closed. Sign in again.');
  const account = await activeAccount(database, session.accountId);
  const validUntil = session.createdAt.getTime() + sessionLifetime;
  if (validUntil <= now.getTime()) {
    throw new Problem('credential-expired', 'The session has ended. Sign in again.');
  }
  return {
    actor: { account, credential: { kind: 'session', id: session.id } },
    validUntil,
    use: unused('session', session.id),
  };
}

async function activeAccount(database: Database, id: string): Promise<Actor['account']> {
  const account = await database.em().findOne(Account, { id });
  if (!account?.active) {
    throw new Problem('credential-suspended', 'The account of this credential is not active.');
  }
  const { name, email, admin } = account;
  return { id, name, email, admin };
}
