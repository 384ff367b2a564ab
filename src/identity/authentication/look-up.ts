import { Problem } from '../../base/errors.ts';
import { isExpired } from '../../base/expiry.ts';
import type { Database } from '../../database/database.ts';
import { findJoined } from '../../database/rows/find-joined.ts';
import { type KnownCredential, RefusedCredential } from '../../http/caller.ts';
import type { Actor, TokenCredential } from '../access/actor.ts';
import { readNetworks } from '../access/networks.ts';
import { Account } from '../accounts/entity.ts';
import { whyInactive } from '../accounts/suspension.ts';
import type { VerifiedCredential } from '../credentials/cache.ts';
import { unused } from '../credentials/use.ts';
import { Session, sessionLifetime } from '../sessions/entity.ts';
import { ReplacedSecret, Token } from '../tokens/entity.ts';
import { budgetsOf } from '../tokens/lineage.ts';
import { reachOf } from '../tokens/reach.ts';
import { endOfGrace } from '../tokens/replaced-secrets.ts';

/** What is remembered of a token that was used. */
export interface KnownToken {
  readonly id: string;
  /** The visible first characters of its secret; left out by earlier releases. */
  readonly prefix?: string | null | undefined;
}

/** A token's row comes along with its account's, and once more for each secret that it had before. */
const tokens =
  'from tokens left join accounts on accounts.id = tokens.account_id ' +
  'left join replaced_secrets on replaced_secrets.token_id = tokens.id where ';

const hasSecret =
  'tokens.secret_hash = ? or tokens.id = (select token_id from replaced_secrets where hash = ?)';

/** A token as it is stored, with whose it is and the secrets that it had before. */
interface FoundToken {
  readonly token: Token;
  readonly account: Account | null;
  readonly replaced: readonly ReplacedSecret[];
}

async function findToken(
  database: Database,
  condition: string,
  values: readonly string[],
): Promise<FoundToken | null> {
  const entities = [Token, Account, ReplacedSecret];
  const rows = await findJoined(database.em(), entities, tokens + condition, values);
  const [first] = rows;
  const token = first?.of(Token);
  if (!first || !token) return null;
  const replaced = rows.flatMap((row) => row.of(ReplacedSecret) ?? []);
  return { token, account: first.of(Account), replaced };
}

/**
 * The token of this hash. Throws `credential-invalid`, and to the one who has the real secret
 * `credential-revoked`, `credential-suspended` or `credential-expired`. Any costs one query, but for those
 * that another token made.
 */
export async function lookUpToken(
  database: Database,
  secretHash: string,
  now: Date,
): Promise<VerifiedCredential> {
  const found = await findToken(database, hasSecret, [secretHash, secretHash]);
  if (!found) throw new Problem('credential-invalid', 'There is no such token.');
  const replaced = found.replaced.find(({ hash }) => hash === secretHash);
  return await verifiedToken(database, found, replaced ?? null, now);
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
  const found = await findToken(database, 'tokens.id = ?', [id]);
  if (!found) throw new Problem('credential-invalid', 'There is no such token any more.');
  if (prefix === null || prefix === found.token.prefix) {
    return await verifiedToken(database, found, null, now);
  }
  const replaced = found.replaced.find((each) => each.prefix === prefix);
  // Of those that were replaced some are forgotten, the first of which work no more.
  if (!replaced) throw new Problem('credential-invalid', 'The token has another secret by now.');
  return await verifiedToken(database, found, replaced, now);
}

async function verifiedToken(
  database: Database,
  found: FoundToken,
  replaced: ReplacedSecret | null,
  now: Date,
): Promise<VerifiedCredential> {
  const { token } = found;
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
  const account = activeAccount(found.account, known);
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

const sessions = 'from sessions left join accounts on accounts.id = sessions.account_id where ';

/** The session of this hash. Throws as `lookUpToken` does. */
export async function lookUpSession(
  database: Database,
  secretHash: string,
  now: Date,
): Promise<VerifiedCredential> {
  return await verifiedSession(database, ['sessions.secret_hash = ?', secretHash], now);
}

/** The session of this id. Throws as `lookUpToken` does. */
export async function lookUpSessionById(
  database: Database,
  { id }: Pick<KnownToken, 'id'>,
  now: Date,
): Promise<VerifiedCredential> {
  return await verifiedSession(database, ['sessions.id = ?', id], now);
}

async function verifiedSession(
  database: Database,
  [condition, value]: readonly [condition: string, value: string],
  now: Date,
): Promise<VerifiedCredential> {
  const entities = [Session, Account];
  const [row] = await findJoined(database.em(), entities, sessions + condition, [value]);
  const session = row?.of(Session);
  if (!row || !session)
    throw new Problem('credential-invalid', 'The session was closed. Sign in again.');
  const { id, accountId } = session;
  const known = { accountId, kind: 'session', id, name: null, prefix: null } as const;
  const account = activeAccount(row.of(Account), known);
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

function activeAccount(account: Account | null, known: KnownCredential): Actor['account'] {
  if (!account?.active) {
    const detail = account ? whyInactive(account) : 'The account of this credential is gone.';
    throw new RefusedCredential(known, 'credential-suspended', detail);
  }
  const { id, name, email, admin } = account;
  return { id, name, email, admin };
}
