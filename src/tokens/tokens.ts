import { randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Actor } from '../access/actor.ts';
import { Account } from '../accounts/entity.ts';
import type { Clock } from '../clock.ts';
import type { CredentialCache } from '../credentials/cache.ts';
import { hashSecret, newSecret, type RandomSource, visiblePrefix } from '../credentials/secret.ts';
import type { UseLog } from '../credentials/uses.ts';
import type { Database, EntityManager } from '../database/database.ts';
import { Problem } from '../errors.ts';
import { Token } from './entity.ts';
import { authorizeReach, type Reach } from './reach.ts';

const mostTokens = 100;

/** How long a revoked token is remembered, to tell its bearer so: 90 days, in milliseconds. */
const revokedMemory = 90 * 24 * 60 * 60 * 1000;

/** What the owner says about a token. */
export interface TokenFields extends Reach {
  readonly name: string;
  readonly description: string | null;
}

export interface MadeToken {
  readonly token: Token;
  /** Shown to its maker now and never again. */
  readonly secret: string;
}

export interface TokensParts {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly uses: UseLog;
  readonly clock: Clock;
  readonly random?: RandomSource;
}

/** The tokens of accounts. What is changed holds from the next request on. */
export class Tokens {
  readonly #parts: TokensParts;

  constructor(parts: TokensParts) {
    this.#parts = parts;
  }

  /** Makes a token of the actor's account. Throws as `authorizeReach`, and `limit-reached`. */
  async create(actor: Actor, fields: TokenFields): Promise<MadeToken> {
    authorizeReach(actor, fields);
    this.#refusePast(fields.expiresAt);
    const { database, clock, random } = this.#parts;
    const secret = newSecret(random);
    const token = await database.transaction(async (em) => {
      await reserve(em, actor.account.id);
      return em.create(Token, {
        ...fields,
        id: randomUUID(),
        accountId: actor.account.id,
        prefix: visiblePrefix(secret),
        secretHash: hashSecret(secret),
        createdAt: clock(),
      });
    });
    return { token, secret };
  }

  /** An account's tokens, expired ones too, the newest first; their uses counted to this moment. */
  async list(accountId: string): Promise<Token[]> {
    await this.#parts.uses.flush();
    const em = this.#parts.database.em();
    return em.find(Token, { accountId, revokedAt: null }, { orderBy: { createdAt: 'desc' } });
  }

  /** Throws `token-unknown`. */
  async get(accountId: string, id: string): Promise<Token> {
    await this.#parts.uses.flush();
    return find(this.#parts.database.em(), accountId, id);
  }

  /** The token of the actor's account that has this secret. Throws `token-unknown`. */
  async getBySecret(actor: Actor, secret: string): Promise<Token> {
    const own = { accountId: actor.account.id, secretHash: hashSecret(secret), revokedAt: null };
    const token = await this.#parts.database.em().findOne(Token, own);
    return token ?? unknown();
  }

  /** Changes what is given. Throws as `authorizeReach`, and `token-unknown`. */
  async change(actor: Actor, id: string, changes: Partial<TokenFields>): Promise<Token> {
    const { database, cache, uses } = this.#parts;
    if (changes.expiresAt) this.#refusePast(changes.expiresAt);
    await uses.flush();
    const token = await database.transaction(async (em) => {
      const found = await find(em, actor.account.id, id, LockMode.PESSIMISTIC_WRITE);
      authorizeHandling(actor, found);
      em.assign(found, changes, { ignoreUndefined: true });
      authorizeReach(actor, reachOf(found));
      return found;
    });
    cache.clear();
    return token;
  }

  /** Ends one of the actor's tokens at once. Throws as `authorizeReach`, and `token-unknown`. */
  async revoke(actor: Actor, id: string): Promise<void> {
    const token = await find(this.#parts.database.em(), actor.account.id, id);
    authorizeHandling(actor, token);
    await this.revokeOf(actor.account.id, id);
  }

  /** Ends an account's token at once, on behalf of an administrator. Throws `token-unknown`. */
  async revokeOf(accountId: string, id: string): Promise<void> {
    const { database, cache, clock } = this.#parts;
    const now = clock();
    const forgotten = new Date(now.getTime() - revokedMemory);
    const revoked = await database.transaction(async (em) => {
      await em.nativeDelete(Token, { revokedAt: { $lt: forgotten } });
      return em.nativeUpdate(Token, { accountId, id, revokedAt: null }, { revokedAt: now });
    });
    cache.clear();
    if (revoked === 0) unknown();
  }

  #refusePast(expiresAt: Date | null): void {
    if (expiresAt === null || expiresAt > this.#parts.clock()) return;
    const message = 'has to be in the future';
    throw new Problem('invalid-body', `The time of expiry ${message}.`, {
      errors: [{ path: 'expiresAt', message }],
    });
  }
}

/** A token handles only those that reach no further than itself; a person all of the account's. */
function authorizeHandling(actor: Actor, token: Token): void {
  if (actor.credential.kind === 'token') authorizeReach(actor, reachOf(token));
}

function reachOf({ scopes, hosts, names, expiresAt }: Token): Reach {
  return { scopes, hosts: hosts ?? null, names: names ?? null, expiresAt: expiresAt ?? null };
}

/** Locks the account, so that those who make tokens at once count each other's. */
async function reserve(em: EntityManager, accountId: string): Promise<void> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  await em.findOneOrFail(Account, { id: accountId }, { lockMode });
  if ((await em.count(Token, { accountId, revokedAt: null })) < mostTokens) return;
  throw new Problem('limit-reached', `An account has at most ${mostTokens} tokens. Remove some.`);
}

async function find(
  em: EntityManager,
  accountId: string,
  id: string,
  lockMode: LockMode = LockMode.NONE,
): Promise<Token> {
  return (await em.findOne(Token, { accountId, id, revokedAt: null }, { lockMode })) ?? unknown();
}

function unknown(): never {
  throw new Problem('token-unknown', 'The account has no such token.');
}
