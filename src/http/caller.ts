import { type ErrorCode, Problem, type ProblemOptions } from '../base/errors.ts';

/** A person's browser that is signed in. */
export interface SessionCaller {
  readonly kind: 'session';
  readonly id: string;
}

/** A token, and how many requests it may make in an hour. */
export interface HourlyBudget {
  readonly id: string;
  readonly hourlyLimit: number;
}

/** A program with a token. */
export interface TokenCaller extends HourlyBudget {
  readonly kind: 'token';
  readonly name: string;
  /** The visible first characters of the secret. */
  readonly prefix: string;
  /** null: never. */
  readonly expiresAt: Date | null;
  /** The trust that gave it, whose tokens of minutes follow one another; left out: it was made. */
  readonly trustId?: string;
  /** The tokens that it comes from, towards whose limits its requests count, too. */
  readonly makers?: readonly HourlyBudget[];
}

/** Who calls, as far as HTTP minds: an account, and the credential that stands for it. */
export interface Caller {
  readonly account: { readonly id: string; readonly name: string };
  readonly credential: SessionCaller | TokenCaller;
}

/** What of a request says who it comes from. */
export interface CredentialRequest {
  /** A header by its lower-case name, as `authorization`, `cookie` or `user-agent`. */
  header(name: string): string | null;
  /** The client's address, proxies taken into account. */
  readonly address: string;
  /** Whether the client came by HTTPS. */
  readonly secure?: boolean;
  /** It was asked before, and is asked again only to know whether the credential is still good. */
  readonly again?: boolean;
  /**
   * When the request was taken in, where it was: what has merely expired since then is still good for it,
   * so that what is long under way can end well.
   */
  readonly admittedAt?: Date | null;
  /** It is looked up, whatever was known of it a moment ago. */
  readonly anew?: boolean;
}

/**
 * Finds out on whose behalf a request acts; null where it shows no credential at all. Throws a
 * `Problem` where it shows one that is not good (401, or 429 once too many were shown).
 */
export type Authenticate = (request: CredentialRequest) => Caller | null | Promise<Caller | null>;

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
  /** Who calls, where the credential is good, but not for this request; else null. */
  readonly caller: Caller | null = null;

  constructor(known: KnownCredential, code: ErrorCode, detail: string, options?: ProblemOptions) {
    super(code, detail, options);
    this.known = known;
  }
}
