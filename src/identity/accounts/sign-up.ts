import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { ownerKey } from '../../base/network-address.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { Mailing } from '../../database/mails/mailing.ts';
import type { SignUpLimits } from '../../limits/sign-up-limits.ts';
import { recordWaiting } from '../record-waiting.ts';
import type { EmailVerification } from './addresses/email-verification.ts';
import type { AccountBelongings } from './belongings.ts';
import { Account, Domain } from './entity.ts';
import type { Passwords } from './passwords.ts';
import { sameSecret } from './setup.ts';
import { expectRoom, forgetWaiting } from './waiting.ts';

export interface SignUpRequest {
  readonly name: Label;
  /** In lower case. */
  readonly email: string;
  readonly password: string;
  /** Whether it comes from the machine itself, which the server is for alone (`isLocalAlone`). */
  readonly local: boolean;
  /** The client's. */
  readonly address: string;
  /** The code that the start has printed, for the first account. */
  readonly code: string | null;
}

/** A token that was made for an account, and its secret, which nobody sees again. */
export interface FirstToken {
  readonly token: {
    readonly accountId: string;
    readonly id: string;
    readonly name: string;
    readonly prefix: string;
    readonly scopes: readonly string[];
    readonly expiresAt?: Date | null;
  };
  readonly secret: string;
}

export interface SignedUp {
  readonly account: Account;
  /** As it was given: that of the account is another where it is somebody else's. */
  readonly email: string;
  readonly firstToken: FirstToken;
}

export interface SignUpDeps {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly signUpLimits: SignUpLimits;
  readonly belongings: readonly AccountBelongings[];
  readonly clock: Clock;
  /** How it is told to whom an address belongs; null: not at all. */
  readonly mailing: Mailing | null;
  readonly verification: EmailVerification;
  /** Whether strangers may sign up, who then wait for approval. */
  readonly open: boolean;
  readonly setupCode: string;
  /** Makes the token that an account begins with. */
  readonly makeToken: (em: EntityManager, accountId: string) => FirstToken;
}

type Place = 'first' | 'waiting';

/** Makes accounts: the first is active and administrator, the others wait for approval. */
export class SignUp {
  readonly #deps: SignUpDeps;

  constructor(deps: SignUpDeps) {
    this.#deps = deps;
  }

  /** Whether strangers may sign up, once there is an account. */
  get isOpen(): boolean {
    return this.#deps.open;
  }

  /** Whether addresses are proved by mails. */
  get sendsMail(): boolean {
    return this.#deps.mailing !== null;
  }

  /** Whether there is no account yet. */
  async isUnclaimed(): Promise<boolean> {
    return (await this.#deps.database.em().count(Account)) === 0;
  }

  /**
   * Makes an account and its first token. Where mails are sent, its address is to be proved; one that
   * another account has makes an account that nobody can use, so that only the address's owner is told.
   * Throws `sign-up-closed`, `limit-reached`, `name-taken`, `too-many-requests`.
   */
  async signUp(request: SignUpRequest): Promise<SignedUp> {
    const { database, passwords, signUpLimits } = this.#deps;
    await signUpLimits.count(request.address);
    // Before the hash, which costs.
    const place = await database.transaction((em) => this.#admit(em, request));
    if (this.sendsMail && place === 'waiting') await signUpLimits.countMail(request.email);
    const passwordHash = await passwords.hash(request.password, ownerKey(request.address));
    const make = () => database.transaction((em) => this.#make(em, request, passwordHash));
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      return await make(); // somebody was faster: now it shows what is taken
    }
  }

  async #make(em: EntityManager, request: SignUpRequest, passwordHash: string): Promise<SignedUp> {
    const now = this.#deps.clock();
    const first = (await this.#admit(em, request)) === 'first';
    const { name, email, address } = request;
    const owner = await em.findOne(Account, { email });
    const id = randomUUID();
    const account = em.create(Account, {
      id,
      name,
      email: owner ? `${id}@taken.invalid` : email,
      decoy: owner ? true : null,
      emailVerifiedAt: null,
      passwordHash,
      active: first,
      admin: first,
      first: first || null,
      createdAt: now,
      approvedAt: first ? now : null,
      waitsFrom: first ? null : ownerKey(address),
    });
    em.create(Domain, { name, accountId: account.id });
    const firstToken = this.#deps.makeToken(em, account.id);
    await em.flush();
    if (!first && this.#deps.mailing) await this.#askOwner(em, this.#deps.mailing, account, owner);
    else if (!first) await recordWaiting(em, account, now);
    return { account, email, firstToken };
  }

  /** Sends a mail to the address that was given, whoever's it is. */
  async #askOwner(
    em: EntityManager,
    mailing: Mailing,
    account: Account,
    owner: Account | null,
  ): Promise<void> {
    const { verification } = this.#deps;
    if (owner) await verification.tellOwner(em, mailing, owner, account);
    else await verification.send(em, mailing, account, account.email);
  }

  /** Whether the request may have an account, and which. */
  async #admit(em: EntityManager, request: SignUpRequest): Promise<Place> {
    if ((await em.count(Account)) === 0) {
      this.#admitFirst(request);
      return 'first';
    }
    if (!this.#deps.open) throw new Problem('sign-up-closed', 'Ask an administrator.');
    await forgetWaiting(em, this.#deps.belongings, this.#deps.clock());
    await expectRoom(em, ownerKey(request.address));
    if (await em.count(Domain, { name: request.name })) {
      throw taken('name', 'An account has or had this name; it is never given to another.');
    }
    if (!this.#deps.mailing && (await em.count(Account, { email: request.email }))) {
      throw taken('email', 'There is an account with this e-mail address.');
    }
    return 'waiting';
  }

  #admitFirst({ local, code }: SignUpRequest): void {
    if (local || (code !== null && sameSecret(code, this.#deps.setupCode))) return;
    throw new Problem(
      'sign-up-closed',
      'Creating the first account takes the code that the server prints when it starts. Without FULMAR_URL it can ' +
        'also be created from the machine itself.',
    );
  }
}

/** The 409 for a name or an address that somebody else has. */
export function taken(path: 'name' | 'email', message: string, cause?: unknown): Problem {
  return new Problem('name-taken', message, { errors: [{ path, message }], cause });
}
