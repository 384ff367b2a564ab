import { createHash } from 'node:crypto';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../clock.ts';
import { Problem } from '../errors.ts';
import { OutgoingError } from '../outgoing/errors.ts';
import type { IssuerKeys } from './issuers/issuer-keys.ts';
import { type Issuers, unreachable } from './issuers/issuers.ts';
import type { Claims } from './rules.ts';

/** Those of RFC 7518 and RFC 8037 that sign with a key that only the issuer has. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** Seconds by which the clocks may differ. */
const clockTolerance = 30;
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

export interface VerifierParts {
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
  readonly #parts: VerifierParts;

  constructor(parts: VerifierParts) {
    this.#parts = parts;
  }

  async verify(token: string): Promise<Identity> {
    const { issuers, keys, clock } = this.#parts;
    const allowed = await issuers.get(claimedIssuer(token));
    const key = await keys.of(allowed).catch(unreachable);
    const { issuer } = allowed;
    const requiredClaims = ['sub', 'aud', 'exp', 'iat'];
    const options = { issuer, algorithms, requiredClaims, clockTolerance, maxTokenAge };
    try {
      const { payload } = await jwtVerify(token, key, { ...options, currentDate: clock() });
      return {
        issuer,
        audiences: audiencesOf(payload),
        subject: payload.sub ?? '',
        claims: payload,
        digest: digestOf(token),
        endsAt: endOf(payload),
      };
    } catch (error) {
      if (error instanceof OutgoingError) unreachable(error);
      throw asProblem(error);
    }
  }
}

/** Whose token it says to be. Nothing of it is believed yet. */
function claimedIssuer(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    if (iss) return iss;
  } catch (cause) {
    throw invalid('is no JWT', cause);
  }
  throw invalid('does not name its issuer (iss)');
}

/** Without the signature, of which there may be several that are good. */
function digestOf(token: string): string {
  const signed = token.slice(0, token.lastIndexOf('.'));
  return createHash('sha256').update(signed).digest('base64url');
}

/** The claims are there: they were required. */
function endOf({ iat = 0, exp = 0 }: JWTPayload): Date {
  return new Date((Math.min(exp, iat + maxTokenAge) + clockTolerance) * 1000);
}

const audiencesOf = ({ aud = [] }: JWTPayload) => (typeof aud === 'string' ? [aud] : aud);

function asProblem(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return invalid('has expired (exp)', error);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalid(claimFaults.get(error.claim) ?? `lacks the claim ${error.claim}`, error);
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return invalid('is signed with a key that its issuer does not publish', error);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return invalid('is not signed by its issuer', error);
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
    return invalid('is signed in a way that is not accepted (alg)', error);
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) {
    return invalid('is malformed', error);
  }
  if (error instanceof errors.JOSEError) {
    const detail = 'The issuer cannot be used: it publishes no key set that can be understood.';
    return new Problem('issuer-unreachable', detail, { cause: error });
  }
  return error;
}

const claimFaults = new Map([
  ['exp', 'does not say when it ends (exp)'],
  ['nbf', 'does not hold yet (nbf)'],
  ['iat', 'does not say when it was made, or a time to come (iat)'],
]);

/** The refusal of an identity token. */
export function invalid(what: string, cause?: unknown): Problem {
  return new Problem('identity-token-invalid', `The identity token ${what}.`, { cause });
}
