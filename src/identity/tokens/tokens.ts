import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { Actor } from '../access/actor.ts';
import { Account } from '../accounts/entity.ts';
import { lockAccounts } from '../accounts/lock-accounts.ts';
import type { CredentialCache } from '../credentials/cache.ts';
import { hashSecret, type RandomSource } from '../credentials/secret.ts';
import type { UseWriter } from '../credentials/use.ts';
import { type EndMade, endTokens, forgetRevoked } from './end-tokens.ts';
import { Token } from './entity.ts';
import { findToken, reserveToken, unknownToken } from './find-token.ts';
import {
  changeToken,
  grantToken,
  rotateToken,
  type TokenChange,
  type TokenRequest,
} from './grants.ts';
import { type MadeToken, makeToken } from './make-token.ts';
import { lockMaker } from './maker.ts';
import { authorizeHandling } from './reach.ts';
import { recordRevoked } from './record-revoked.ts';
import { endReplaced, keepReplaced, replacedBy, withSecret } from './replaced-secrets.ts';
import { takeOver } from './take-over.ts';
import { type DayUses, readUses } from './use-history.ts';

export type { TokenChange, TokenRequest } from './grants.ts';

export interface TokensDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly uses: UseWriter;
  readonly endMade: EndMade;
  readonly clock: Clock;
  readonly random?: RandomSource;
}

/** The tokens of accounts. What is changed holds from the next request on. */
export class Tokens {
  readonly #deps: TokensDeps;

  constructor(deps: TokensDeps) {
    this.#deps = deps;
  }

  /** Makes a token of the actor's account. Throws as `authorizeReach`, and `limit-reached`. */
  async create(actor: Actor, request: TokenRequest): Promise<MadeToken> {
    const { database, clock, random } = this.#deps;
    const now = clock();
    const fields = grantToken(actor, request, now);
    return database.transaction(async (em) => {
      await reserveToken(em, actor.account.id);
      const madeBy = await lockMaker(em, actor, [fields]);
      return makeToken(em, { ...fields, accountId: actor.account.id, madeBy }, now, random);
    });
  }

  /** An account's tokens, expired ones too, the newest first; their uses counted to this moment. */
  async list(accountId: string): Promise<Token[]> {
    await this.#deps.uses.catchUp();
    const em = this.#deps.database.em();
    const orderBy = { createdAt: 'desc' } as const;
    return em.find(Token, { accountId, revokedAt: null }, { orderBy, populate: ['replaced'] });
  }

  /** The tokens of all accounts with whose they are, the newest first. */
  async listEverybodys(): Promise<{ readonly token: Token; readonly account: string }[]> {
    await this.#deps.uses.catchUp();
    const em = this.#deps.database.em();
    const orderBy = { createdAt: 'desc' } as const;
    const list = await em.find(Token, { revokedAt: null }, { orderBy, populate: ['replaced'] });
    const accounts = await em.find(Account, {
      id: { $in: list.map(({ accountId }) => accountId) },
    });
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    return list.map((token) => ({ token, account: names.get(token.accountId) ?? '' }));
  }

  /** Throws `token-unknown`. */
  async get(accountId: string, id: string): Promise<Token> {
    await this.#deps.uses.catchUp();
    return findToken(this.#deps.database.em(), accountId, { id });
  }

  /** How often a token was used on each of the last 90 days. Throws `token-unknown`. */
  async uses(accountId: string, id: string): Promise<DayUses[]> {
    const { database, clock } = this.#deps;
    await this.get(accountId, id);
    return readUses(database.em(), id, clock());
  }

  /** The token of the actor's account that this secret works for. Throws `token-unknown`. */
  async getBySecret(actor: Actor, secret: string): Promise<Token> {
    const { database, clock } = this.#deps;
    const hash = hashSecret(secret);
    const token = await findToken(database.em(), actor.account.id, withSecret(hash));
    const replaced = replacedBy(token, hash);
    return replaced && replaced.until <= clock() ? unknownToken() : token;
  }

  /** Changes what is given. Throws as `changeToken`, and `token-unknown`. */
  async change(actor: Actor, id: string, change: TokenChange): Promise<Token> {
    const now = this.#deps.clock();
    return this.#handle(actor, id, (found) => {
      changeToken(actor, found, change, now);
      return found;
    });
  }

  /**
   * Gives a token a new secret. The old one works on for `grace` seconds, those that were replaced
   * before for what is left of theirs. A token that rotates one of a person's is its maker from then on, a
   * person who does takes it back.
   * Throws as `authorizeHandling` and `takeOver`, and `token-unknown`.
   */
  async rotate(actor: Actor, id: string, grace: number): Promise<MadeToken> {
    const { clock, random } = this.#deps;
    const now = clock();
    return this.#handle(actor, id, async (token, em) => {
      authorizeHandling(actor, token);
      await takeOver(em, actor, token, now);
      const { secret, former } = rotateToken(actor, token, random);
      keepReplaced(em, token, former, grace, now);
      return { token, secret };
    });
  }

  /** Ends what is left of the grace of all replaced secrets. Throws as `rotate`. */
  async endGrace(actor: Actor, id: string): Promise<void> {
    await this.#handle(actor, id, (found) => {
      authorizeHandling(actor, found);
      endReplaced(found);
    });
  }

  /**
   * Ends one of the actor's tokens at once; with its descendants all that it made, however far that
   * reaches: tokens, trusts, and what came of those. Throws as `rotate`.
   */
  async revoke(actor: Actor, id: string, descendants = true): Promise<void> {
    const accountId = actor.account.id;
    authorizeHandling(actor, await findToken(this.#deps.database.em(), accountId, { id }));
    await this.#end(accountId, id, descendants);
  }

  /**
   * Ends an account's token at once, on behalf of an administrator; one of their own as `revoke`
   * does. Throws `token-unknown`.
   */
  async revokeOf(actor: Actor, accountId: string, id: string, descendants = true): Promise<void> {
    if (accountId === actor.account.id) await this.revoke(actor, id, descendants);
    else await this.#end(accountId, id, descendants);
  }

  async #end(accountId: string, id: string, descendants: boolean): Promise<void> {
    const { database, cache, clock, endMade } = this.#deps;
    const at = clock();
    const ended = await database.transaction(async (em) => {
      await lockAccounts(em, [accountId]);
      await forgetRevoked(em, at);
      const isEnded = await endTokens(em, { which: { accountId, id }, descendants, at }, endMade);
      if (isEnded) await recordRevoked(em, id, at);
      return isEnded;
    });
    cache.clear();
    if (!ended) unknownToken();
  }

  /** Changes a token of the actor's account, while nobody else does. */
  async #handle<T>(
    actor: Actor,
    id: string,
    change: (token: Token, em: EntityManager) => T | Promise<T>,
  ): Promise<T> {
    const { database, cache, uses } = this.#deps;
    await uses.flush();
    const result = await database.transaction(async (em) => {
      await lockAccounts(em, [actor.account.id]);
      const token = await findToken(em, actor.account.id, { id }, LockMode.PESSIMISTIC_WRITE);
      if (token.trustId) throw exchanged();
      return change(token, em);
    });
    cache.clear();
    return result;
  }
}

function exchanged(): Problem {
  const detail = 'It was given for an identity token and ends by itself. It can be revoked only.';
  return new Problem('token-exchanged', detail);
}
