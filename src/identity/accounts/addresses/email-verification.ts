import { randomBytes } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import type { Database, EntityManager } from '../../../database/database.ts';
import type { Mailing } from '../../../database/mails/mailing.ts';
import type { SignUpLimits } from '../../../limits/sign-up-limits.ts';
import type { Actor } from '../../access/actor.ts';
import type { CredentialCache } from '../../credentials/cache.ts';
import { hashSecret } from '../../credentials/secret.ts';
import { recordWaiting } from '../../record-waiting.ts';
import { endLinks } from '../end-links.ts';
import { Account } from '../entity.ts';
import { changedLetter, takenLetter, verificationLetter, waitingLetter } from '../letters.ts';
import { expectMail } from '../no-mail.ts';
import { EmailLink } from './entity.ts';

/** How long a link is good: three days, in milliseconds. */
const lifetime = 3 * 24 * 60 * 60 * 1000;

/** How many administrators are told of an account that waits. */
const maxTold = 20;

export interface EmailVerificationDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly clock: Clock;
  readonly signUpLimits: SignUpLimits;
  readonly mailing: Mailing | null;
}

type Person = Pick<Account, 'id' | 'name'>;

/** Whether people get what is sent to the address that they gave: they open a link in a mail. */
export class EmailVerification {
  readonly #deps: EmailVerificationDeps;

  constructor(deps: EmailVerificationDeps) {
    this.#deps = deps;
  }

  /** Whether addresses are verified: only where mails can be sent. */
  get isNeeded(): boolean {
    return this.#deps.mailing !== null;
  }

  /** Sends a link that makes `email` the address of an account; an earlier one ends. */
  async send(em: EntityManager, mailing: Mailing, { id, name }: Person, email: string) {
    const secret = await this.#newLink(em, id, email);
    const content = verificationLetter(name, `${mailing.serverAddress}/verify-email#${secret}`);
    await mailing.outbox.add(em, { to: email, content, goodFor: lifetime });
  }

  /**
   * Tells the owner of an address that it was given once more; who has not proved yet to be the owner
   * gets another link. Costs as much as `send`, for an account `instead` that cannot be verified.
   */
  async tellOwner(em: EntityManager, mailing: Mailing, owner: Account, instead?: Person) {
    if (instead) await this.#newLink(em, instead.id, '');
    if (!owner.approvedAt && !owner.emailVerifiedAt) {
      return await this.send(em, mailing, owner, owner.email);
    }
    const content = takenLetter(owner.name, `${mailing.serverAddress}/sign-in`);
    await mailing.outbox.add(em, { to: owner.email, content, goodFor: lifetime });
  }

  /** Sends a link for the address that the actor has. Throws `mail-not-set-up`, `too-many-requests`. */
  async request(actor: Actor): Promise<void> {
    const mailing = expectMail(this.#deps.mailing);
    await this.#deps.signUpLimits.countChange(actor.account.id);
    await this.#deps.database.transaction(async (em) => {
      const account = await em.findOneOrFail(Account, { id: actor.account.id });
      if (!account.emailVerifiedAt) await this.send(em, mailing, account, account.email);
    });
  }

  /**
   * Takes an address for the account's, as the bearer of a link shows. Throws `verification-refused`
   * where the link is unknown, used, replaced or too old, or the address is another account's by now.
   */
  async redeem(secret: string): Promise<Account> {
    const { database, cache } = this.#deps;
    try {
      const account = await database.transaction((em) => this.#verify(em, secret));
      cache.clear();
      return account;
    } catch (cause) {
      if (cause instanceof UniqueConstraintViolationException) throw refused(cause);
      throw cause;
    }
  }

  async #verify(em: EntityManager, secret: string): Promise<Account> {
    const { clock, mailing } = this.#deps;
    const now = clock();
    const good = { secretHash: hashSecret(secret), expiresAt: { $gt: now } };
    const link = await em.findOne(EmailLink, good);
    const account = link && (await em.findOne(Account, { id: link.accountId, decoy: null }));
    if (!link || !account || (await em.nativeDelete(EmailLink, good)) === 0) throw refused();
    const { name, email: before, approvedAt } = account;
    account.email = link.email;
    account.emailVerifiedAt = now;
    await em.flush();
    await endLinks(em, account); // one may have gone to the former address
    if (!mailing) return account;
    if (!approvedAt) {
      await recordWaiting(em, account, now);
      await tellAdministrators(em, mailing, account);
    } else if (before !== link.email) {
      await mailing.outbox.add(em, { to: before, content: changedLetter(name, link.email) });
    }
    return account;
  }

  async #newLink(em: EntityManager, accountId: string, email: string): Promise<string> {
    const now = this.#deps.clock();
    const secret = randomBytes(32).toString('base64url');
    await em.nativeDelete(EmailLink, { $or: [{ accountId }, { expiresAt: { $lte: now } }] });
    const expiresAt = new Date(now.getTime() + lifetime);
    await em.insert(EmailLink, { accountId, email, secretHash: hashSecret(secret), expiresAt });
    return secret;
  }
}

async function tellAdministrators(em: EntityManager, mailing: Mailing, { name, email }: Account) {
  const content = waitingLetter(name, email, `${mailing.serverAddress}/administration/accounts`);
  const page = { orderBy: { createdAt: 'asc' }, limit: maxTold } as const;
  for (const { email: to } of await em.find(Account, { active: true, admin: true }, page)) {
    await mailing.outbox.add(em, { to, content });
  }
}

function refused(cause?: unknown): Problem {
  const detail = 'The link was used or is too old. Ask for another one.';
  return new Problem('verification-refused', detail, { cause });
}
