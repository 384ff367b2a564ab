import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { BadCredentials } from '../../limits/bad-credentials.ts';
import type { Counters } from '../../limits/counters.ts';
import type { Send } from '../../outgoing/send.ts';
import type { CredentialCache } from '../credentials/cache.ts';
import type { RandomSource } from '../credentials/secret.ts';
import { Exchange } from './exchange.ts';
import { IssuerKeys } from './issuers/issuer-keys.ts';
import { Issuers } from './issuers/issuers.ts';
import { Trusts } from './trusts.ts';
import type { IdentityVerifier, VerifierDeps } from './verify-identity.ts';

export interface TrustedIssuersDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly send: Send;
  readonly counters: Counters;
  readonly clock: Clock;
  readonly random?: RandomSource;
}

/** What gives tokens for the identity tokens of other issuers. */
export interface TrustedIssuers {
  readonly trusts: Trusts;
  readonly issuers: Issuers;
  readonly exchange: Exchange;
  /** Limits those who show bad identity tokens. */
  readonly badCredentials: BadCredentials;
}

/** Puts the services of trusts together. */
export function createTrustedIssuers(deps: TrustedIssuersDeps): TrustedIssuers {
  const { database, cache, send, counters, clock, random } = deps;
  const keys = new IssuerKeys(send, clock);
  const issuers = new Issuers({ database, cache, keys, clock });
  const trusts = new Trusts({ database, cache, issuers, clock });
  const verifier = verifyLater({ issuers, keys, clock });
  const badCredentials = new BadCredentials(counters);
  const exchange = new Exchange({ database, verifier, clock, ...(random ? { random } : {}) });
  return { trusts, issuers, exchange, badCredentials };
}

/** What reads identity tokens is loaded with the first one: few servers are ever shown any. */
function verifyLater(deps: VerifierDeps): Pick<IdentityVerifier, 'verify'> {
  return {
    async verify(token) {
      const { IdentityVerifier } = await import('./verify-identity.ts');
      return await new IdentityVerifier(deps).verify(token);
    },
  };
}
