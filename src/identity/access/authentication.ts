import type { Actor } from './actor.ts';

/** What of a request says who it comes from. */
export interface CredentialRequest {
  /** A header by its lower-case name, as `authorization`, `cookie` or `user-agent`. */
  header(name: string): string | null;
  /** The client's address, proxies taken into account. */
  readonly address: string;
  /** It was asked before, and is asked again only to know whether the credential is still good. */
  readonly again?: boolean;
}

/**
 * Finds out on whose behalf a request acts; null where it shows no credential at all. Throws a
 * `Problem` where it shows one that is not good (401, or 429 once too many were shown).
 */
export type Authenticate = (request: CredentialRequest) => Actor | null | Promise<Actor | null>;
