/** For whom something is fetched. */
export interface Requester {
  /** Whose credential is used; null: nobody's, as of an account that is not active. */
  readonly accountId: string | null;
  /** The account's name: whose share of the spool is taken. */
  readonly account: string;
  /** minisign's public key that images have to be signed with, as text; null: they need not be. */
  readonly signingKey?: string | null;
  /** The signature that came with the request; without it the one beside the image counts. */
  readonly signature?: string | undefined;
}

/** A requester, and what ends the wait. */
export interface Context extends Requester {
  readonly signal: AbortSignal;
}
