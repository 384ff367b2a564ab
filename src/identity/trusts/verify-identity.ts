import { createHash } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Clock } from '../../base/clock.ts';
import { OutgoingError } from '../../outgoing/errors.ts';
import { claimedIssuer, readClaims } from './identity-claims.ts';
import type { IssuerKeys } from './issuers/issuer-keys.ts';
import { type Issuers, unreachable } from './issuers/issuers.ts';
import { asProblem } from './jose-faults.ts';
import type { Claims } from './rules.ts';

/** Those of RFC 7518 and RFC 8037 that sign with a key that only the issuer has. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** Seconds by which the clocks may differ. */
const clockTolerance = 60;
/** Seconds: none that is older is believed, whatever it says of its end. */
const maxTokenAge = 24 * 60 * 60;

/** An identity token that its issuer has signed, and that holds now. */
export interface Identity {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly subject: string;
  readonly claims: Claims;
  /** SHA-256 of what the issuer has signed: the same for the same token, however it is written. */
  readonly digest: string;
  /** From when on it is not believed any more. */
  readonly endsAt: Date;
}

export interface VerifierDeps {
  readonly issuers: Issuers;
  readonly keys: IssuerKeys;
  readonly clock: Clock;
}

/**
 * Verifies identity tokens (OpenID Connect Core 1.0, section 3.1.3.7), all but their audience,
 * which is each trust's own. Throws `identity-token-invalid`, `issuer-not-allowed` and
 * `issuer-unreachable`; no issuer is asked that is not allowed.
 */
export class IdentityVerifier {
  readonly #deps: VerifierDeps;

  constructor(deps: VerifierDeps) {
    this.#deps = deps;
  }

  async verify(token: string): Promise<Identity> {
    const { issuers, keys, clock } = this.#deps;
    const allowed = await issuers.get(claimedIssuer(token));
    const key = await keys.of(allowed).catch(unreachable);
    const { issuer } = allowed;
    const requiredClaims = ['sub', 'aud', 'exp', 'iat'];
    const options = { issuer, algorithms, requiredClaims, clockTolerance, maxTokenAge };
    const now = clock();
    try {
      const { payload } = await jwtVerify(token, key, { ...options, currentDate: now });
      const { sub, aud, exp, iat } = readClaims(payload);
      return {
        issuer,
        audiences: aud,
        subject: sub,
        claims: payload,
        digest: digestOf(token),
        endsAt: endOf(exp, iat),
      };
    } catch (error) {
      if (error instanceof OutgoingError) unreachable(error);
      throw asProblem(error, now);
    }
  }
}

/** Without the signature, of which there may be several that are good. */
function digestOf(token: string): string {
  const signed = token.slice(0, token.lastIndexOf('.'));
  return createHash('sha256').update(signed).digest('base64url');
}

function endOf(exp: number, iat: number): Date {
  return new Date((Math.min(exp, iat + maxTokenAge) + clockTolerance) * 1000);
}
