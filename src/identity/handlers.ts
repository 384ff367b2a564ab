import type { Clock } from '../base/clock.ts';
import { accountHandlers } from './accounts/account-handlers.ts';
import { verificationHandlers } from './accounts/addresses/handlers.ts';
import type { FindOnHosts } from './accounts/holdings.ts';
import type { NoteOrphans } from './accounts/orphans.ts';
import { resetHandlers } from './accounts/resets/handlers.ts';
import { userHandlers } from './accounts/user-handlers.ts';
import type { Identity } from './create-identity.ts';
import { deviceHandlers } from './devices/handlers.ts';
import { invitationHandlers } from './invitations/handlers.ts';
import { sessionHandlers } from './sessions/handlers.ts';
import type { MissingHosts } from './tokens/handler-deps.ts';
import { tokenHandlers } from './tokens/handlers.ts';
import { userTokenHandlers } from './tokens/user-token-handlers.ts';
import { exchangeHandler } from './trusts/exchange-handler.ts';
import { trustHandlers } from './trusts/handlers.ts';
import { issuerHandlers } from './trusts/issuers/handlers.ts';

export interface IdentityHandlerDeps {
  readonly clock: Clock;
  /** What becomes of what an account leaves on hosts. */
  readonly orphans: NoteOrphans;
  readonly findOnHosts: FindOnHosts;
  readonly missingHosts: MissingHosts;
}

export type IdentityHandlers = ReturnType<typeof identityHandlers>;

/** All handlers of accounts, sessions, tokens and trusts. */
export function identityHandlers(identity: Identity, deps: IdentityHandlerDeps) {
  const { signUp, ownAccount, signIn, sessions, resets, users, tokens, trusts } = identity;
  const { verification, resetRequests, holdings, invitations } = identity;
  const { clock, orphans, findOnHosts, missingHosts } = deps;
  const { issuers, exchange, badCredentials } = identity;
  return {
    accounts: accountHandlers(signUp, ownAccount),
    sessions: sessionHandlers(signIn, sessions),
    verification: verificationHandlers(verification),
    resets: resetHandlers(resets, resetRequests),
    users: userHandlers({ users, holdings, orphans, findOnHosts }),
    invitations: invitationHandlers(invitations, clock),
    userTokens: userTokenHandlers({ users, tokens, clock }),
    tokens: tokenHandlers({ tokens, clock, missingHosts }),
    trusts: trustHandlers({ trusts, issuers }),
    issuers: issuerHandlers(issuers),
    devices: deviceHandlers(identity.devices, clock),
    exchange: exchangeHandler({ exchange, badCredentials, clock }),
  };
}
