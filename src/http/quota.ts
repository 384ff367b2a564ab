import type { Caller, TokenCaller } from './caller.ts';

/** What a token may still do in an hour. */
export interface Quota {
  /** Requests an hour. */
  readonly limit: number;
  readonly remaining: number;
  readonly countedAt: Date;
  /** When it begins anew. */
  readonly resetAt: Date;
  /** Whether the request that was counted last was one too many. */
  readonly exceeded: boolean;
}

/** Counts the requests of each token, but where it is told 0, and says what is left of its limit. */
export type CountRequest = (token: TokenCaller, requests?: 0 | 1) => Promise<Quota>;

/**
 * Counts a request of a person who is signed in, by account, and whether it is to change something.
 * Throws `too-many-requests`.
 */
export type CountSession = (account: Caller['account'], changes: boolean) => Promise<void>;

/** Counts a request for a change by an account, with whatever token. Throws `too-many-requests`. */
export type CountChange = (account: Caller['account']) => Promise<void>;

/**
 * Does what a body asks for that came from an address without a credential. Throws what that throws,
 * or `too-many-requests` where the address has sent too many that could not be read.
 */
export type LimitBadBodies = <T>(address: string, work: () => Promise<T>) => Promise<T>;
