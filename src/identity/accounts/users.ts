import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { Mailing } from '../../database/mails/mailing.ts';
import { type Actor, authorizePerson } from '../access/actor.ts';
import type { CredentialCache } from '../credentials/cache.ts';
import type { AccountBelongings, CloseSessions } from './belongings.ts';
import { endLinks } from './end-links.ts';
import { Account, Domain } from './entity.ts';
import { findAccount, lockAccount } from './find-account.ts';
import { approvedLetter, takenOverLetter } from './letters.ts';
import type { PasswordResets } from './resets/password-resets.ts';
import { setActive } from './suspension.ts';
import { forgetWaiting, fromImport, mayHaveOnHosts, remembered } from './waiting.ts';

export interface UsersDeps {
  readonly database: Database;
  readonly closeSessions: CloseSessions;
  /** What ends with an account. */
  readonly belongings: readonly AccountBelongings[];
  readonly cache: CredentialCache;
  readonly clock: Clock;
  readonly resets: Pick<PasswordResets, 'offerWithin'>;
  /** How somebody hears of the approval; null: not at all. */
  readonly mailing: Mailing | null;
}

export interface UserChange {
  readonly active?: boolean | undefined;
  readonly admin?: boolean | undefined;
  /** Why it is suspended, for its owner; with `active: false`. */
  readonly reason?: string | undefined;
}

/** How a waiting account begins. */
interface Approval {
  readonly now: Date;
  readonly isImported: boolean;
}

/** An account that was changed. */
export interface ChangedAccount {
  readonly account: Account;
  /** Whether it was approved, but nobody knows its password and no link for one was sent. */
  readonly needsPassword: boolean;
}

/** Milliseconds in which a link in a mail about an approval sets a password: a week. */
const linkLifetime = 7 * 24 * 60 * 60 * 1000;

/** What administrators do with accounts. An active administrator always remains. */
export class Users {
  readonly #deps: UsersDeps;

  constructor(deps: UsersDeps) {
    this.#deps = deps;
  }

  /** All accounts, the oldest first. */
  list(): Promise<Account[]> {
    const { database, clock } = this.#deps;
    return database
      .em()
      .find(Account, { ...remembered(clock()), decoy: null }, { orderBy: { createdAt: 'asc' } });
  }

  /** Forgets the accounts that have waited for approval for too long. */
  purge(): Promise<void> {
    const { database, belongings, clock } = this.#deps;
    return database.transaction((em) => forgetWaiting(em, belongings, clock()));
  }

  /** The account of this name or id. Throws `account-unknown`. */
  get(ref: string): Promise<Account> {
    return findAccount(this.#deps.database.em(), ref);
  }

  /**
   * Approves, suspends, promotes or demotes. A suspended account's sessions are closed, its
   * links end, its tokens are refused until it is active again. Throws as
   * `authorizeUserChange`, and `account-unknown`, `last-administrator`.
   */
  async change(actor: Actor, ref: string, change: UserChange): Promise<ChangedAccount> {
    const { active, admin, reason = null } = change;
    const now = this.#deps.clock();
    return this.#commit(async (em) => {
      const account = await lockAccount(em, ref);
      authorizeUserChange(actor, account, change);
      const isNew = account.approvedAt === null;
      const isImported = isNew && account.waitsFrom === fromImport;
      if (active !== undefined) setActive(account, active, { reason, now });
      account.admin = admin ?? account.admin;
      if (account.active) {
        account.approvedAt ??= now;
        account.waitsFrom = null;
        if (isNew) await this.#begin(em, account, { now, isImported });
      } else await this.#shutOut(em, account);
      await em.flush();
      const needsPassword = isImported && account.active && !this.#deps.mailing;
      return { account, needsPassword };
    });
  }

  /**
   * Removes an account with its credentials of all kinds, and gives what it was. The name of one
   * that was ever approved, or taken over from another server, stays taken. Throws `account-unknown`, `last-administrator`.
   */
  async remove(ref: string): Promise<Account> {
    const { belongings, clock } = this.#deps;
    const now = clock();
    const followUps: (() => Promise<void>)[] = [];
    const removed = await this.#commit(async (em) => {
      const account = await lockAccount(em, ref);
      const { id } = account;
      await this.#shutOut(em, account);
      for (const each of belongings) {
        if (each.followUp) followUps.push(await each.followUp(em, id));
      }
      for (const each of belongings) await each.end?.(em, id, now);
      if (!mayHaveOnHosts(account)) await em.nativeDelete(Domain, { accountId: id });
      await em.nativeDelete(Account, { id });
      return account;
    });
    await Promise.all(followUps.map((followUp) => followUp()));
    return removed;
  }

  async #begin(em: EntityManager, account: Account, { now, isImported }: Approval): Promise<void> {
    for (const each of this.#deps.belongings) await each.begin?.(em, account, now);
    const { mailing } = this.#deps;
    if (mailing) await this.#tellApproved(em, mailing, account, isImported);
  }

  /** With a link for a password, where nobody knows the one that it has. */
  async #tellApproved(
    em: EntityManager,
    { serverAddress, outbox }: Mailing,
    { id, name, email }: Account,
    isImported: boolean,
  ): Promise<void> {
    if (!isImported) {
      const content = approvedLetter(name, `${serverAddress}/sign-in`);
      await outbox.add(em, { to: email, content });
      return;
    }
    const { secret } = await this.#deps.resets.offerWithin(em, id, linkLifetime);
    const content = takenOverLetter(name, `${serverAddress}/reset-password#${secret}`);
    await outbox.add(em, { to: email, content, goodFor: linkLifetime });
  }

  /** Closes an account's sessions, and ends its links. */
  async #shutOut(em: EntityManager, account: Account): Promise<void> {
    await this.#deps.closeSessions(em, account.id);
    await endLinks(em, account);
  }

  /** Changes accounts in one transaction that leaves an active administrator, or does nothing. */
  async #commit<T>(change: (em: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.#deps.database.transaction(async (em) => {
      await lockAdministrators(em);
      const changed = await change(em);
      if ((await em.count(Account, { active: true, admin: true })) > 0) return changed;
      throw new Problem('last-administrator', 'Make another account an administrator first.');
    });
    this.#deps.cache.clear();
    return result;
  }
}

/**
 * Refuses a token that would promote or demote, or make an administrator active again: an administrator
 * may do more than any token. It approves and suspends. Throws `session-only`, and `admin-only`.
 */
export function authorizeUserChange(
  actor: Actor,
  account: Pick<Account, 'active' | 'admin'>,
  { active, admin }: UserChange,
): void {
  const restores = account.admin && !account.active && active === true;
  if (admin !== undefined || restores) authorizePerson(actor, 'admin');
}

/** So that two administrators who demote each other at once do not both succeed. */
async function lockAdministrators(em: EntityManager): Promise<void> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  await em.find(Account, { active: true, admin: true }, { lockMode, orderBy: { id: 'asc' } });
}
