import { randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Database, EntityManager } from '../database/database.ts';
import { findEqual } from '../database/rows/find-equal.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { Account } from '../identity/accounts/entity.ts';
import { AccountSecret } from './entity.ts';
import { openValue, sealValue } from './sealing.ts';

/** Secrets that an account may have. */
const maxSecrets = 100;

/** The values of an account's secrets, by name; null: no key opens it any more. */
export type SecretValues = ReadonlyMap<string, string | null>;

/** Who knows the values, to fill them in and to hide them. */
export interface SecretReader {
  /** All of the account of this name. */
  valuesOf(domain: string): Promise<SecretValues>;
}

/** Whose secrets they are. */
export interface SecretOwner {
  readonly id: string;
  readonly name: string;
}

export interface SecretsDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly clock: Clock;
}

/** What accounts keep for the arguments of their unikernels: written, used, and never shown. */
export class AccountSecrets implements SecretReader {
  readonly #deps: SecretsDeps;

  constructor(deps: SecretsDeps) {
    this.#deps = deps;
  }

  /** An account's, by name. */
  async list(domain: string): Promise<AccountSecret[]> {
    const secrets = await findEqual(this.#deps.database.em(), AccountSecret, { domain });
    return secrets.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /**
   * Saves one in the place of the one before; gives it where there was none. Throws
   * `limit-reached`, and `account-unknown` where the account has just ended.
   */
  async save(
    { id: accountId, name: domain }: SecretOwner,
    name: string,
    value: string,
  ): Promise<AccountSecret | null> {
    const { database, box, clock } = this.#deps;
    return await database.transaction(async (em) => {
      await lockAccount(em, accountId);
      const now = clock();
      const found = await em.findOne(AccountSecret, { domain, name });
      if (found) {
        em.assign(found, { sealedValue: sealValue(box, found.id, value), changedAt: now });
        return null;
      }
      if ((await em.count(AccountSecret, { domain })) >= maxSecrets) throw tooMany();
      const id = randomUUID();
      const sealedValue = sealValue(box, id, value);
      const times = { createdAt: now, changedAt: now };
      return em.create(AccountSecret, { id, domain, name, sealedValue, ...times });
    });
  }

  /** Throws `secret-unknown`. */
  async remove(domain: string, name: string): Promise<void> {
    const em = this.#deps.database.em();
    if ((await em.nativeDelete(AccountSecret, { domain, name })) > 0) return;
    throw new Problem('secret-unknown', `The account has no secret ${name}.`);
  }

  async valuesOf(domain: string): Promise<SecretValues> {
    const { box } = this.#deps;
    const secrets = await this.list(domain);
    return new Map(secrets.map((secret) => [secret.name, openValue(box, secret)]));
  }
}

/** So that those who save secrets of an account at once count each other's. */
async function lockAccount(em: EntityManager, id: string): Promise<void> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const account = await em.findOne(Account, { id }, { lockMode });
  if (!account) throw new Problem('account-unknown', 'The account has ended.');
}

function tooMany(): Problem {
  const detail = `An account has at most ${maxSecrets} secrets. Remove some.`;
  return new Problem('limit-reached', detail);
}
