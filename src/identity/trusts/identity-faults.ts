import { Problem } from '../../base/errors.ts';

/** The refusal of an identity token. */
export function invalid(what: string, cause?: unknown): Problem {
  return new Problem('identity-token-invalid', `The identity token ${what}.`, { cause });
}

/** The refusal of one with claims that are not what they have to be, by their names. */
export function unusable(claims: string, cause?: unknown): Problem {
  return invalid(`has a claim that cannot be used (${claims})`, cause);
}
