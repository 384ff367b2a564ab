import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import type { Database, EntityManager } from '../../../database/database.ts';
import { type Actor, authorizePerson } from '../../access/actor.ts';
import type { CredentialCache } from '../../credentials/cache.ts';
import { hashSecret } from '../../credentials/secret.ts';
import { Session } from '../../sessions/entity.ts';
import { Account } from '../entity.ts';
import type { Passwords } from '../passwords.ts';
import { PasswordReset } from './entity.ts';

/** How long a link is good: 24 hours, in milliseconds. */
const lifetime = 24 * 60 * 60 * 1000;

export interface PasswordResetsParts {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly passwords: Passwords;
  readonly clock: Clock;
}

export interface OfferedReset {
  /** Part of the link; shown to the administrator now and never again. */
  readonly secret: string;
  readonly expiresAt: Date;
}

/** New passwords for those who have forgotten theirs, by links that administrators hand on. */
export class PasswordResets {
  readonly #parts: PasswordResetsParts;

  constructor(parts: PasswordResetsParts) {
    this.#parts = parts;
  }

  /**
   * Makes a link for an account; an earlier one ends. Only for a person: whoever has the link gets all
   * that the account may. Throws as `authorizePerson`, and `account-unknown`.
   */
  async offer(actor: Actor, accountId: string): Promise<OfferedReset> {
    authorizePerson(actor, 'admin');
    const { database, clock } = this.#parts;
    const secret = randomBytes(32).toString('base64url');
    const now = clock();
    const expiresAt = new Date(now.getTime() + lifetime);
    await database.transaction(async (em) => {
      await lockAccount(em, accountId);
      await em.nativeDelete(PasswordReset, { expiresAt: { $lte: now } });
      await em.nativeDelete(PasswordReset, { accountId });
      await em.insert(PasswordReset, { accountId, secretHash: hashSecret(secret), expiresAt });
    });
    return { secret, expiresAt };
  }

  /**
   * Sets the password that the bearer of a link has chosen, and closes all sessions of the account.
   * Throws `reset-refused` where the link is unknown, used, replaced or too old.
   */
  async redeem(secret: string, password: string): Promise<Account> {
    const { database, cache, passwords, clock } = this.#parts;
    const good = { secretHash: hashSecret(secret), expiresAt: { $gt: clock() } };
    const { accountId } = (await database.em().findOne(PasswordReset, good)) ?? refused();
    const passwordHash = await passwords.hash(password);
    const account = await database.transaction(async (em) => {
      const used = await em.nativeDelete(PasswordReset, good);
      if (used === 0) refused(); // somebody was faster
      await em.nativeUpdate(Account, { id: accountId }, { passwordHash });
      await em.nativeDelete(Session, { accountId });
      return em.findOneOrFail(Account, { id: accountId });
    });
    cache.clear();
    return account;
  }
}

async function lockAccount(em: EntityManager, id: string): Promise<void> {
  if (await em.findOne(Account, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })) return;
  throw new Problem('account-unknown', 'There is no account with this id.');
}

function refused(): never {
  throw new Problem('reset-refused', 'The link was used or is too old. Ask for another one.');
}
