import type { Clock } from '../base/clock.ts';
import type { Database } from '../database/database.ts';
import type { HostBelongings } from '../database/host-belongings.ts';
import type { Mailing } from '../database/mails/mailing.ts';
import type { SecretBox } from '../database/secret-box.ts';
import type { Counters } from '../limits/counters.ts';
import { DeviceLimits } from '../limits/device-limits.ts';
import { memoryCounters } from '../limits/memory-counters.ts';
import { ResetLimits } from '../limits/reset-limits.ts';
import { SignInLimits } from '../limits/sign-in-limits.ts';
import { SignUpLimits } from '../limits/sign-up-limits.ts';
import type { Send } from '../outgoing/send.ts';
import { EmailVerification } from './accounts/addresses/email-verification.ts';
import { emailLinksOfAccounts } from './accounts/addresses/links-of-accounts.ts';
import { Administrators } from './accounts/administrators.ts';
import type { AccountBelongings } from './accounts/belongings.ts';
import { Domains } from './accounts/domains.ts';
import { Holdings } from './accounts/holdings.ts';
import { ImportedAccounts } from './accounts/imported-accounts.ts';
import { OwnAccount } from './accounts/own-account.ts';
import { type PasswordCost, Passwords } from './accounts/passwords.ts';
import { PasswordResets } from './accounts/resets/password-resets.ts';
import { ResetRequests } from './accounts/resets/reset-requests.ts';
import { SignUp } from './accounts/sign-up.ts';
import { Users } from './accounts/users.ts';
import { Authenticator } from './authentication/authenticator.ts';
import { UseLog } from './authentication/use-log.ts';
import { CredentialCache } from './credentials/cache.ts';
import type { RandomSource } from './credentials/secret.ts';
import { DeviceRequests } from './devices/device-requests.ts';
import { Invitations } from './invitations/invitations.ts';
import { closeSessions } from './sessions/close-sessions.ts';
import { KnownDevices } from './sessions/known-devices.ts';
import { Sessions } from './sessions/sessions.ts';
import { SignIn } from './sessions/sign-in.ts';
import { defaultTokens } from './tokens/default-token.ts';
import { Tokens } from './tokens/tokens.ts';
import { tokensOfAccounts } from './tokens/tokens-of-accounts.ts';
import { tokensOfHosts } from './tokens/tokens-of-hosts.ts';
import { createTrustedIssuers, type TrustedIssuers } from './trusts/create-trusts.ts';
import { endMadeTrusts } from './trusts/made-trusts.ts';
import { trustsOfAccounts } from './trusts/trusts-of-accounts.ts';
import { trustsOfHosts } from './trusts/trusts-of-hosts.ts';

/** Milliseconds that a credential is believed which another server may have revoked. */
const oldestShared = 500;

export interface IdentityDeps {
  readonly database: Database;
  /** Seals what browsers are known by. */
  readonly box: SecretBox;
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
  /** What else ends with an account. */
  readonly belongings?: readonly AccountBelongings[];
  readonly random?: RandomSource;
  /** How people are written to; null or left out: not at all. */
  readonly mailing?: Mailing | null;
  /** Tells of what goes wrong after an answer, not each time. */
  readonly report?: (error: unknown, what: string) => void;
}

/** Everything that tells who people and programs are, and what they may do. */
export interface Identity extends TrustedIssuers {
  readonly authenticator: Authenticator;
  readonly signUp: SignUp;
  readonly administrators: Administrators;
  readonly invitations: Invitations;
  /** What accounts have here. */
  readonly holdings: Holdings;
  /** Those that come from another server. */
  readonly imported: ImportedAccounts;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly ownAccount: OwnAccount;
  readonly verification: EmailVerification;
  readonly resets: PasswordResets;
  /** To be closed before the database is. */
  readonly resetRequests: ResetRequests;
  readonly users: Users;
  readonly domains: Domains;
  readonly tokens: Tokens;
  readonly devices: DeviceRequests;
  /** To be started, and stopped before the database is closed. */
  readonly uses: UseLog;
  readonly passwords: Pick<Passwords, 'load'>;
  /** What names hosts here. */
  readonly hostBelongings: readonly HostBelongings[];
}

/** Puts the services of accounts, sessions, tokens and trusts together. */
export function createIdentity(deps: IdentityDeps): Identity {
  const { database, clock, random, counters = memoryCounters(clock), mailing = null } = deps;
  const { report = () => {} } = deps;
  const uses = new UseLog(database);
  const shared = {
    ...{ database, clock, counters, uses, closeSessions, mailing, report },
    ...(random && { random }),
    cache: new CredentialCache(database.pool ? { maxAge: oldestShared } : {}),
    passwords: new Passwords(deps.passwordCost),
    limits: new SignInLimits(counters),
    signUpLimits: new SignUpLimits(counters),
    endMade: endMadeTrusts,
    belongings: [
      emailLinksOfAccounts,
      tokensOfAccounts,
      trustsOfAccounts,
      ...(deps.belongings ?? []),
    ],
  };
  const { signUpOpen: open, setupCode, send, box } = deps;
  const sessions = new Sessions(shared);
  const verification = new EmailVerification(shared);
  const resets = new PasswordResets(shared);
  const devices = new KnownDevices({ box, clock });
  const signUpDeps = { ...shared, open, setupCode, makeToken: defaultTokens(clock, random) };
  return {
    authenticator: new Authenticator(shared),
    signUp: new SignUp({ ...signUpDeps, verification }),
    signIn: new SignIn({ ...shared, sessions, devices, provesAddresses: mailing !== null }),
    administrators: new Administrators(shared),
    invitations: new Invitations({ ...shared, resets }),
    imported: new ImportedAccounts(shared),
    sessions,
    ownAccount: new OwnAccount({ ...shared, verification }),
    verification,
    resets,
    resetRequests: new ResetRequests({ ...shared, resets, limits: new ResetLimits(counters) }),
    users: new Users({ ...shared, resets }),
    holdings: new Holdings(shared),
    domains: new Domains(database),
    tokens: new Tokens(shared),
    devices: new DeviceRequests({ ...shared, deviceLimits: new DeviceLimits(counters) }),
    uses,
    passwords: shared.passwords,
    hostBelongings: [tokensOfHosts(shared.cache), trustsOfHosts],
    ...createTrustedIssuers({ ...shared, send }),
  };
}
