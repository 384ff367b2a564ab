import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Database } from '../database/database.ts';
import { Problem } from '../errors.ts';
import type { Actor } from './actor.ts';
import type { CredentialCache } from './credentials/cache.ts';
import { Account } from './entity.ts';
import type { Passwords } from './passwords.ts';
import { Session } from './sessions/entity.ts';
import { taken } from './sign-up.ts';
import type { Throttle } from './throttle.ts';

export interface OwnAccountParts {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
}

export interface PasswordChange {
  readonly currentPassword: string;
  readonly password: string;
  /** Where it is asked from. */
  readonly address: string;
}

/** What people change about their own account. */
export class OwnAccount {
  readonly #parts: OwnAccountParts;

  constructor(parts: OwnAccountParts) {
    this.#parts = parts;
  }

  async get(actor: Actor): Promise<Account> {
    return this.#parts.database.em().findOneOrFail(Account, { id: actor.account.id });
  }

  /** Takes another e-mail address, in lower case. Throws `name-taken`. */
  async changeEmail(actor: Actor, email: string): Promise<void> {
    const { database, cache } = this.#parts;
    try {
      await database.em().nativeUpdate(Account, { id: actor.account.id }, { email });
    } catch (cause) {
      if (!(cause instanceof UniqueConstraintViolationException)) throw cause;
      throw taken('email', 'There is an account with this e-mail address.', cause);
    }
    cache.clear();
  }

  /** Takes another password and closes all other sessions. Throws `password-wrong`. */
  async changePassword(actor: Actor, change: PasswordChange): Promise<void> {
    const { database, cache, passwords, throttle } = this.#parts;
    const { id } = actor.account;
    const { email, passwordHash: old } = await this.get(actor);
    throttle.attempt(email, change.address);
    if (!(await passwords.matches(change.currentPassword, old))) throw wrong();
    throttle.succeed(email, change.address);
    const passwordHash = await passwords.hash(change.password);
    await database.transaction(async (em) => {
      const changed = await em.nativeUpdate(Account, { id, passwordHash: old }, { passwordHash });
      if (changed === 0) throw wrong(); // changed by somebody else meanwhile
      await em.nativeDelete(Session, { accountId: id, id: { $ne: actor.credential.id } });
    });
    cache.clear();
  }
}

function wrong(): Problem {
  return new Problem('password-wrong', 'The current password is another one.');
}
