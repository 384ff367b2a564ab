import { randomBytes, randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { Account, Domain } from './entity.ts';
import type { Passwords } from './passwords.ts';
import { taken } from './sign-up.ts';

export interface AdministratorsDeps {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly clock: Clock;
}

export interface NewAdministrator {
  readonly name: Label;
  /** In lower case. */
  readonly email: string;
}

/** Accounts that whoever runs the server makes, without anybody's approval. */
export class Administrators {
  readonly #deps: AdministratorsDeps;

  constructor(deps: AdministratorsDeps) {
    this.#deps = deps;
  }

  /**
   * Makes an active account of an administrator. Its password is one that nobody knows: a link gives
   * it another. Throws `name-taken`.
   */
  async create(wanted: NewAdministrator): Promise<Account> {
    const { database, passwords } = this.#deps;
    const unknown = randomBytes(32).toString('base64url');
    const passwordHash = await passwords.hash(unknown, wanted.name);
    try {
      return await database.transaction((em) => this.#make(em, wanted, passwordHash));
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw taken('name', 'An account has or had this name or this e-mail address.', error);
    }
  }

  async #make(
    em: EntityManager,
    { name, email }: NewAdministrator,
    passwordHash: string,
  ): Promise<Account> {
    const now = this.#deps.clock();
    const isFirst = (await em.count(Account)) === 0;
    const account = em.create(Account, {
      ...{ id: randomUUID(), name, email, passwordHash, active: true, admin: true },
      ...{ first: isFirst || null, createdAt: now, approvedAt: now, waitsFrom: null },
    });
    em.create(Domain, { name, accountId: account.id });
    await em.flush();
    return account;
  }
}
