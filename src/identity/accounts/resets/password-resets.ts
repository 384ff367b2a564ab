import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import type { Database, EntityManager } from '../../../database/database.ts';
import type { Mailing } from '../../../database/mails/mailing.ts';
import type { CredentialCache } from '../../credentials/cache.ts';
import { hashSecret } from '../../credentials/secret.ts';
import type { CloseSessions } from '../belongings.ts';
import { endLinks } from '../end-links.ts';
import { Account } from '../entity.ts';
import { lockAccount } from '../find-account.ts';
import { resetLetter } from '../letters.ts';
import type { Passwords } from '../passwords.ts';
import { PasswordReset } from './entity.ts';

/** How long a link is good that an administrator hands on, or a mail: in milliseconds. */
const lifetime = 24 * 60 * 60 * 1000;
const mailedLifetime = 60 * 60 * 1000;

export interface PasswordResetsDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly closeSessions: CloseSessions;
  readonly passwords: Passwords;
  readonly clock: Clock;
}

export interface OfferedReset {
  /** Part of the link; shown to the administrator now and never again. */
  readonly secret: string;
  readonly expiresAt: Date;
}

/** New passwords for those who have forgotten theirs, by links that administrators hand on, or mails. */
export class PasswordResets {
  readonly #deps: PasswordResetsDeps;

  constructor(deps: PasswordResetsDeps) {
    this.#deps = deps;
  }

  /**
   * Makes a link for an account, by its name or id; an earlier one ends. Only for administrators in person: whoever has
   * the link gets all that the account may. Throws `account-unknown`.
   */
  async offer(ref: string): Promise<OfferedReset> {
    return await this.#deps.database.transaction(async (em) => {
      const { id } = await lockAccount(em, ref);
      return await this.#newLink(em, id, lifetime);
    });
  }

  /** Sends a link to an account's address, where it may be used. */
  async mail(mailing: Mailing, accountId: string): Promise<void> {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    await this.#deps.database.transaction(async (em) => {
      const account = await em.findOne(Account, { id: accountId, active: true }, { lockMode });
      if (!account) return;
      const { secret } = await this.#newLink(em, accountId, mailedLifetime);
      const content = resetLetter(
        account.name,
        `${mailing.serverAddress}/reset-password#${secret}`,
      );
      await mailing.outbox.add(em, { to: account.email, content, goodFor: mailedLifetime });
    });
  }

  /** The same within a transaction, for an account that was made in it, good for so many milliseconds. */
  async offerWithin(em: EntityManager, accountId: string, goodFor: number): Promise<OfferedReset> {
    return await this.#newLink(em, accountId, goodFor);
  }

  async #newLink(em: EntityManager, accountId: string, goodFor: number): Promise<OfferedReset> {
    const now = this.#deps.clock();
    const secret = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + goodFor);
    const ended = { $or: [{ accountId }, { expiresAt: { $lte: now } }] };
    await em.nativeDelete(PasswordReset, ended);
    await em.insert(PasswordReset, { accountId, secretHash: hashSecret(secret), expiresAt });
    return { secret, expiresAt };
  }

  /**
   * Sets the password that the bearer of a link has chosen, closes all sessions of the account and ends
   * its links. Throws `reset-refused` where the link is unknown, used, replaced or too old.
   */
  async redeem(secret: string, password: string): Promise<Account> {
    const { database, cache, closeSessions, passwords, clock } = this.#deps;
    const good = { secretHash: hashSecret(secret), expiresAt: { $gt: clock() } };
    const { accountId } = (await database.em().findOne(PasswordReset, good)) ?? refused();
    const passwordHash = await passwords.hash(password, accountId);
    const account = await database.transaction(async (em) => {
      const used = await em.nativeDelete(PasswordReset, good);
      if (used === 0) refused(); // somebody was faster
      await em.nativeUpdate(Account, { id: accountId }, { passwordHash });
      await closeSessions(em, accountId);
      const account = await em.findOneOrFail(Account, { id: accountId });
      await endLinks(em, account);
      return account;
    });
    cache.clear();
    return account;
  }
}

function refused(): never {
  throw new Problem('reset-refused', 'The link was used or is too old. Ask for another one.');
}
