import type { Clock } from '../base/clock.ts';
import type { Database } from '../database/database.ts';
import type { Counters } from '../limits/counters.ts';
import { memoryCounters } from '../limits/memory-counters.ts';
import { SignInLimits } from '../limits/sign-in-limits.ts';
import type { Send } from '../outgoing/send.ts';
import { Domains } from './accounts/domains.ts';
import { OwnAccount } from './accounts/own-account.ts';
import { type PasswordCost, Passwords } from './accounts/passwords.ts';
import { PasswordResets } from './accounts/resets/password-resets.ts';
import { SignUp } from './accounts/sign-up.ts';
import { Users } from './accounts/users.ts';
import { Authenticator } from './credentials/authenticator.ts';
import { CredentialCache } from './credentials/cache.ts';
import type { RandomSource } from './credentials/secret.ts';
import { UseLog } from './credentials/uses.ts';
import { Sessions } from './sessions/sessions.ts';
import { SignIn } from './sessions/sign-in.ts';
import { defaultTokens } from './tokens/default-token.ts';
import { Tokens } from './tokens/tokens.ts';
import { createTrustedIssuers, type TrustedIssuers } from './trusts/create-trusts.ts';

/** Milliseconds that a credential is believed which another server may have revoked. */
const oldestShared = 500;

export interface IdentityOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Whether strangers may sign up. */
  readonly signUpOpen: boolean;
  /** The code for the first account. */
  readonly setupCode: string;
  /** How issuers of identity tokens are asked. */
  readonly send: Send;
  /** Those of this process alone, where it is left out. */
  readonly counters?: Counters;
  readonly passwordCost?: PasswordCost | undefined;
  readonly random?: RandomSource;
}

/** Everything that tells who people and programs are, and what they may do. */
export interface Identity extends TrustedIssuers {
  readonly authenticator: Authenticator;
  readonly signUp: SignUp;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly ownAccount: OwnAccount;
  readonly resets: PasswordResets;
  readonly users: Users;
  readonly domains: Domains;
  readonly tokens: Tokens;
  /** To be started, and stopped before the database is closed. */
  readonly uses: UseLog;
}

/** Puts the services of accounts, sessions and tokens together. */
export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const { database, clock, send, random } = options;
  const cache = new CredentialCache(database.pool ? { maxAge: oldestShared } : {});
  const uses = new UseLog(database);
  const { counters = memoryCounters(clock) } = options;
  const limits = new SignInLimits(counters);
  const passwords = await Passwords.create(options.passwordCost);
  const sessions = new Sessions({ database, cache, uses, clock });
  const { signUpOpen: open, setupCode } = options;
  const makeToken = defaultTokens(clock, random);
  const signUp = new SignUp({ database, passwords, clock, open, setupCode, makeToken });
  const signIn = new SignIn({ database, passwords, sessions, limits });
  const ownAccount = new OwnAccount({ database, cache, passwords, limits });
  const resets = new PasswordResets({ database, cache, passwords, clock });
  const domains = new Domains(database);
  const users = new Users({ database, cache, clock });
  const tokens = new Tokens({ database, cache, uses, clock, ...(random ? { random } : {}) });
  const authenticator = new Authenticator({ database, cache, uses, clock });
  const trusted = createTrustedIssuers({
    ...{ database, cache, send, counters, clock },
    ...(random ? { random } : {}),
  });
  return {
    authenticator,
    signUp,
    signIn,
    sessions,
    ownAccount,
    resets,
    users,
    domains,
    tokens,
    uses,
    ...trusted,
  };
}
