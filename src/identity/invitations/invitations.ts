import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { Mailing } from '../../database/mails/mailing.ts';
import type { Actor } from '../access/actor.ts';
import type { AccountBelongings } from '../accounts/belongings.ts';
import type { Account } from '../accounts/entity.ts';
import { invitedLetter } from '../accounts/letters.ts';
import { makeAccount, type NewAccount, unknownPassword } from '../accounts/make-account.ts';
import type { Passwords } from '../accounts/passwords.ts';
import type { OfferedReset, PasswordResets } from '../accounts/resets/password-resets.ts';
import { taken } from '../accounts/sign-up.ts';
import type { RandomSource } from '../credentials/secret.ts';
import { grantToken, type TokenRequest } from '../tokens/grants.ts';
import { type MadeToken, makeToken, type TokenFields } from '../tokens/make-token.ts';

/** How long the link is good: a week, in milliseconds. */
const lifetime = 7 * 24 * 60 * 60 * 1000;

export interface InvitationsDeps {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly belongings: readonly AccountBelongings[];
  readonly resets: Pick<PasswordResets, 'offerWithin'>;
  readonly clock: Clock;
  readonly random?: RandomSource;
  /** How the link is sent, too; null: not at all. */
  readonly mailing: Mailing | null;
}

/** Whom an administrator invites, and the token that the account begins with. */
export interface Invitation extends Omit<NewAccount, 'admin'> {
  readonly token?: TokenRequest | undefined;
}

/** What came of it. */
export interface Invited {
  readonly account: Account;
  /** The link by which the person chooses a password. */
  readonly link: OfferedReset;
  readonly mailed: boolean;
  readonly token: MadeToken | null;
}

/** Accounts that administrators make for others, who then choose a password by a link. */
export class Invitations {
  readonly #deps: InvitationsDeps;

  constructor(deps: InvitationsDeps) {
    this.#deps = deps;
  }

  /**
   * Makes an active account, which is no administrator's. Throws `name-taken`, and as `authorizeReach`
   * where its first token would do more than the actor may.
   */
  async invite(actor: Actor, { token, ...wanted }: Invitation): Promise<Invited> {
    const { database, passwords, belongings, clock } = this.#deps;
    const fields = token ? grantToken(actor, token, clock()) : null;
    const passwordHash = await unknownPassword(passwords, wanted.name);
    try {
      return await database.transaction(async (em) => {
        const beginning = { passwordHash, belongings, now: clock() };
        const account = await makeAccount(em, { ...wanted, admin: false }, beginning);
        return await this.#equip(em, account, fields);
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw taken('name', 'An account has or had this name or this e-mail address.', error);
    }
  }

  async #equip(em: EntityManager, account: Account, fields: TokenFields | null): Promise<Invited> {
    const { resets, clock, random, mailing } = this.#deps;
    const { id: accountId, name, email: to } = account;
    const origin = { accountId, madeBy: null };
    const token = fields && makeToken(em, { ...fields, ...origin }, clock(), random);
    const link = await resets.offerWithin(em, accountId, lifetime);
    if (mailing) {
      const url = `${mailing.serverAddress}/reset-password#${link.secret}`;
      await mailing.outbox.add(em, { to, content: invitedLetter(name, url), goodFor: lifetime });
    }
    return { account, link, mailed: mailing !== null, token };
  }
}
