import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import type { AccountBelongings } from './belongings.ts';
import type { Account } from './entity.ts';
import { makeAccount, type NewAccount, unknownPassword } from './make-account.ts';
import type { Passwords } from './passwords.ts';
import { taken } from './sign-up.ts';

export interface AdministratorsDeps {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly belongings: readonly AccountBelongings[];
  readonly clock: Clock;
}

export type NewAdministrator = Omit<NewAccount, 'admin'>;

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
    const { database, passwords, belongings, clock } = this.#deps;
    const passwordHash = await unknownPassword(passwords, wanted.name);
    const account = { ...wanted, admin: true };
    try {
      return await database.transaction((em) =>
        makeAccount(em, account, { passwordHash, belongings, now: clock() }),
      );
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw taken('name', 'An account has or had this name or this e-mail address.', error);
    }
  }
}
