import { Problem } from '../../base/errors.ts';
import { ownerKey } from '../../base/network-address.ts';
import type { Database } from '../../database/database.ts';
import type { SignInLimits } from '../../limits/sign-in-limits.ts';
import { Account } from '../accounts/entity.ts';
import type { Passwords } from '../accounts/passwords.ts';
import { whyInactive } from '../accounts/suspension.ts';
import type { KnownDevices } from './known-devices.ts';
import type { Sessions, Visitor } from './sessions.ts';

export interface SignInRequest extends Visitor {
  /** In lower case. */
  readonly email: string;
  readonly password: string;
  /** The cookies by which the browser may be known. */
  readonly devices?: readonly string[];
}

export interface SignedIn {
  readonly account: Account;
  /** What the session is presented with, in a cookie. */
  readonly secret: string;
  /** What the browser is known by from now on, in a cookie. */
  readonly device: string;
}

export interface SignInDeps {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly limits: SignInLimits;
  readonly devices: KnownDevices;
  /** Whether whoever signed up has to prove the address first. */
  readonly provesAddresses: boolean;
}

/** Opens sessions for people who know their password. */
export class SignIn {
  readonly #deps: SignInDeps;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
  }

  /**
   * Signs in. Throws `sign-in-refused` alike for an unknown address and a wrong password,
   * `account-inactive` to the one who knows the password, `too-many-requests`. `onFound` is told
   * which account is tried, for the audit; that it exists is not for the answer.
   */
  async signIn(
    { email, password, devices: presented = [], ...visitor }: SignInRequest,
    onFound: (account: Account) => void = () => {},
  ): Promise<SignedIn> {
    const { database, passwords, sessions, limits, devices } = this.#deps;
    const account = await database.em().findOne(Account, { email });
    if (account) onFound(account);
    const { address } = visitor;
    const isAtHome = async () => account !== null && sessions.areOpenFrom(account.id, address);
    const compare = async () => {
      const known = account?.passwordHash ?? null;
      const matches = await passwords.matches(password, known, ownerKey(address));
      return matches && account !== null && !this.#isUnproved(account);
    };
    const device = account && devices.recognise(account.id, presented);
    if (!(await limits.judge({ account: email, address, isAtHome, device }, compare)) || !account) {
      throw new Problem('sign-in-refused', 'There is no account with this address and password.');
    }
    if (!account.active) throw new Problem('account-inactive', whyInactive(account));
    const secret = await sessions.open(account, visitor);
    return { account, secret, device: devices.introduce(account.id) };
  }

  /** Nobody learns by signing up, and then in, that the address is another account's. */
  #isUnproved({ approvedAt, emailVerifiedAt }: Account): boolean {
    return this.#deps.provesAddresses && !approvedAt && !emailVerifiedAt;
  }
}
