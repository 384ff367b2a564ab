import { errors } from 'jose';
import { Problem } from '../../base/errors.ts';
import { invalid, unusable } from './identity-faults.ts';

/**
 * What a failure of jose's is to whoever has shown the token, by this server's clock; any other error as
 * it is.
 */
export function asProblem(error: unknown, now: Date): unknown {
  if (error instanceof errors.JWTExpired) {
    return invalid(
      error.claim === 'iat' ? tooOld : `has expired (exp)${comparison(error, now)}`,
      error,
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) return claimFault(error, now);
  if (error instanceof errors.JWKSNoMatchingKey) {
    return invalid('is signed with a key that its issuer does not publish', error);
  }
  if (error instanceof errors.JWKSMultipleMatchingKeys) {
    return invalid('does not say which of its issuer’s keys has signed it (kid)', error);
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

const tooOld = 'was made more than a day ago (iat)';

const lacking = new Map([
  ['exp', 'does not say when it ends (exp)'],
  ['iat', 'does not say when it was made (iat)'],
]);

const untimely = new Map([
  ['nbf', 'does not hold yet (nbf)'],
  ['iat', 'says that it was made in a time to come (iat)'],
]);

/** What a time of the token is, beside this server's: one of the two may be wrong. */
function comparison(
  { claim, payload }: errors.JWTClaimValidationFailed | errors.JWTExpired,
  now: Date,
): string {
  const seconds = payload[claim];
  if (typeof seconds !== 'number' || Math.abs(seconds) > lastSecond) return '';
  const told = new Date(seconds * 1000).toISOString();
  return `: it says ${told}, and the clock of this server ${now.toISOString()}`;
}

/** The last that a date may have (ECMA-262 section 21.4.1.1). */
const lastSecond = 8.64e12;

function claimFault(error: errors.JWTClaimValidationFailed, now: Date): Problem {
  const { claim, reason } = error;
  if (reason === 'missing') {
    return invalid(lacking.get(claim) ?? `lacks the claim ${claim}`, error);
  }
  const words = reason === 'check_failed' ? untimely.get(claim) : undefined;
  if (words === undefined) return unusable(claim, error);
  return invalid(`${words}${comparison(error, now)}`, error);
}
