import { type ErrorCode, Problem, type ProblemOptions } from '../errors.ts';

/** Whose a credential is that is refused though it is real; for the audit, not for the answer. */
export interface KnownCredential {
  readonly accountId: string;
  readonly kind: 'token' | 'session';
  readonly id: string;
  /** A token's name; null for a session. */
  readonly name: string | null;
  /** The visible first characters of a token's secret; null for a session. */
  readonly prefix: string | null;
}

/** A credential is refused that was good once, or is good elsewhere. */
export class RefusedCredential extends Problem {
  readonly known: KnownCredential;

  constructor(known: KnownCredential, code: ErrorCode, detail: string, options?: ProblemOptions) {
    super(code, detail, options);
    this.known = known;
  }
}
