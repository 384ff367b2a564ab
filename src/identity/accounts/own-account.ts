import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { Mailing } from '../../database/mails/mailing.ts';
import type { SignInLimits } from '../../limits/sign-in-limits.ts';
import type { SignUpLimits } from '../../limits/sign-up-limits.ts';
import type { Actor } from '../access/actor.ts';
import type { CredentialCache } from '../credentials/cache.ts';
import type { EmailVerification } from './addresses/email-verification.ts';
import type { CloseSessions } from './belongings.ts';
import { endLinks } from './end-links.ts';
import { Account } from './entity.ts';
import type { Passwords } from './passwords.ts';
import { taken } from './sign-up.ts';

export interface OwnAccountDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly closeSessions: CloseSessions;
  readonly passwords: Passwords;
  readonly limits: SignInLimits;
  readonly signUpLimits: SignUpLimits;
  /** How a new address is proved; null: not at all. */
  readonly mailing: Mailing | null;
  readonly verification: EmailVerification;
}

/** What people change about their own account, which needs the current password. */
export interface AccountChange {
  /** In lower case. */
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  /** minisign's public key that its images have to be signed with; null: none. */
  readonly signingKey?: string | null | undefined;
  readonly currentPassword?: string | undefined;
}

type StoredChange = Partial<
  Pick<Account, 'email' | 'emailVerifiedAt' | 'passwordHash' | 'signingKey'>
>;

/** An address that is to be proved, and how. */
interface NewAddress {
  readonly mailing: Mailing;
  readonly email: string;
}

/** The account of whoever is signed in. */
export class OwnAccount {
  readonly #deps: OwnAccountDeps;

  constructor(deps: OwnAccountDeps) {
    this.#deps = deps;
  }

  async get(actor: Actor): Promise<Account> {
    return this.#deps.database.em().findOneOrFail(Account, { id: actor.account.id });
  }

  /**
   * Changes all that is given, or nothing, for who knows the current password. A new one closes all
   * other sessions, and ends links for another one or another address. Where mails are sent, another address waits until a
   * link in a mail to it is opened. `address` is where it is asked from. Throws `password-wrong`,
   * `name-taken`, `too-many-requests`.
   */
  async change(actor: Actor, change: AccountChange, address: string): Promise<Account> {
    const account = await this.get(actor);
    const { email, password, signingKey, currentPassword = '' } = change;
    const changes: StoredChange = {};
    let wanted: NewAddress | null = null;
    if ([email, password, signingKey].some((each) => each !== undefined)) {
      await this.#confirm(actor, account, currentPassword, address);
    }
    if (signingKey !== undefined) changes.signingKey = signingKey;
    if (email !== undefined && email !== account.email) {
      await this.#deps.signUpLimits.countChange(account.id);
      const { mailing } = this.#deps;
      if (mailing) {
        await this.#deps.signUpLimits.countMail(email);
        wanted = { mailing, email };
      } else Object.assign(changes, { email, emailVerifiedAt: null } satisfies StoredChange);
    }
    if (password !== undefined) {
      changes.passwordHash = await this.#deps.passwords.hash(password, account.id);
    }
    if (wanted || Object.keys(changes).length > 0) {
      await this.#store(actor, account, changes, wanted);
    }
    return this.get(actor);
  }

  /** A session is counted by itself: others who guess behind its address do not keep it out. */
  async #confirm(actor: Actor, account: Account, password: string, address: string) {
    const { passwords, limits } = this.#deps;
    const { email, passwordHash } = account;
    const isAtHome = async () => true; // whoever is signed in
    const device = `session/${actor.credential.id}`;
    const compare = () => passwords.matches(password, passwordHash, account.id);
    const right = await limits.judge({ account: email, address, isAtHome, device }, compare);
    if (!right) throw wrong();
  }

  async #store(
    actor: Actor,
    account: Account,
    changes: StoredChange,
    wanted: NewAddress | null,
  ): Promise<void> {
    const { id, passwordHash } = account;
    try {
      await this.#deps.database.transaction(async (em) => {
        const changed = await em.nativeUpdate(Account, { id, passwordHash }, { id, ...changes });
        if (changed === 0) throw wrong(); // another change of the password was faster
        if (changes.passwordHash !== undefined) {
          await this.#deps.closeSessions(em, id, actor.credential.id);
          await endLinks(em, account);
        }
        if (wanted) await this.#askOwner(em, account, wanted);
      });
    } catch (cause) {
      if (!(cause instanceof UniqueConstraintViolationException)) throw cause;
      throw taken('email', 'There is an account with this e-mail address.', cause);
    }
    this.#deps.cache.clear();
  }

  /** Sends a mail to the address that is wanted, whoever's it is. */
  async #askOwner(em: EntityManager, account: Account, { mailing, email }: NewAddress) {
    const { verification } = this.#deps;
    const owner = await em.findOne(Account, { email });
    if (owner) await verification.tellOwner(em, mailing, owner);
    else await verification.send(em, mailing, account, email);
  }
}

function wrong(): Problem {
  return new Problem('password-wrong', 'The current password is wrong.');
}
