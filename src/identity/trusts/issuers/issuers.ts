import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import { excerpt } from '../../../base/excerpt.ts';
import type { Database } from '../../../database/database.ts';
import { OutgoingError } from '../../../outgoing/errors.ts';
import { type Actor, authorizePerson } from '../../access/actor.ts';
import { lockAccounts } from '../../accounts/lock-accounts.ts';
import type { CredentialCache } from '../../credentials/cache.ts';
import { Trust } from '../entity.ts';
import { endExchanged } from '../exchanged-tokens.ts';
import { AllowedIssuer } from './entity.ts';
import type { IssuerAddress, IssuerKeys } from './issuer-keys.ts';

export interface IssuersDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly keys: IssuerKeys;
  readonly clock: Clock;
}

/** The issuers that administrators allow. */
export class Issuers {
  readonly #deps: IssuersDeps;

  constructor(deps: IssuersDeps) {
    this.#deps = deps;
  }

  /** All, by their addresses. */
  async list(): Promise<AllowedIssuer[]> {
    return this.#deps.database.em().findAll(AllowedIssuer, { orderBy: { issuer: 'asc' } });
  }

  /** The addresses of all. */
  async names(): Promise<ReadonlySet<string>> {
    return new Set((await this.list()).map(({ issuer }) => issuer));
  }

  /** Throws `issuer-not-allowed`. */
  async get(issuer: string): Promise<AllowedIssuer> {
    const found = await this.#deps.database.em().findOne(AllowedIssuer, { issuer });
    if (found) return found;
    const shown = excerpt(issuer);
    throw new Problem(
      'issuer-not-allowed',
      `No administrator allows the issuer ${shown}, so it is not asked for its keys.`,
      { facts: { issuer: shown } },
    );
  }

  /**
   * Allows an issuer, once it has shown that it is one. Throws `name-taken`, `issuer-unreachable`, and
   * `session-only` where accounts trust in it: their trusts may give more than the actor's token has.
   */
  async allow(actor: Actor, address: IssuerAddress): Promise<AllowedIssuer> {
    const { database, keys, clock } = this.#deps;
    const { issuer } = address;
    const em = database.em();
    if (await em.findOne(AllowedIssuer, { issuer })) throw taken(address);
    if ((await em.count(Trust, { issuer })) > 0) authorizePerson(actor, 'admin');
    await keys.probe(address).catch(unreachable);
    const allowed = em.create(AllowedIssuer, {
      ...address,
      id: randomUUID(),
      createdAt: clock(),
    });
    try {
      await em.flush();
    } catch (error) {
      throw error instanceof UniqueConstraintViolationException ? taken(address) : error;
    }
    return allowed;
  }

  /** Allows it no longer, and ends the tokens that were given for it. Throws `issuer-unknown`. */
  async remove(id: string): Promise<void> {
    const { database, cache, clock } = this.#deps;
    await database.transaction(async (em) => {
      const found = await em.findOne(AllowedIssuer, { id });
      if (!found) throw new Problem('issuer-unknown', 'There is no issuer with this id.');
      const trusts = await em.find(Trust, { issuer: found.issuer });
      await lockAccounts(
        em,
        trusts.map(({ accountId }) => accountId),
      );
      await endExchanged(em, trusts, clock());
      await em.remove(found).flush();
    });
    cache.clear();
  }
}

function taken({ issuer }: IssuerAddress): Problem {
  return new Problem('name-taken', `The issuer ${issuer} is allowed already.`);
}

/** What an issuer's failure is to whoever asked for it. */
export function unreachable(error: unknown): never {
  if (!(error instanceof OutgoingError)) throw error;
  throw new Problem('issuer-unreachable', `The issuer cannot be used: ${error.message}.`, {
    cause: error,
    headers: { 'Retry-After': '10' },
  });
}
