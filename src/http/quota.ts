import type { Problem } from '../base/errors.ts';
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

/** A request that shows a token. */
export interface CountedRequest {
  /** The account among whose changes it counts, with whatever token; null: it changes nothing. */
  readonly changer: Caller['account'] | null;
}

/** What a request was counted to. */
export interface Charge {
  readonly quota: Quota;
  /** What it is refused with where the account asks for too many changes; null: it does not. */
  readonly refusal: Problem | null;
}

/** Counts a request of a token, and says what is left of its limit; null: it is only to be said. */
export type CountRequest = (token: TokenCaller, request: CountedRequest | null) => Promise<Charge>;

/**
 * Counts a request of a person who is signed in, by account, and whether it is to change something.
 * Throws `too-many-requests`.
 */
export type CountSession = (account: Caller['account'], changes: boolean) => Promise<void>;

/**
 * Does what a body asks for that came from an address without a credential. Throws what that throws,
 * or `too-many-requests` where the address has sent too many that could not be read.
 */
export type LimitBadBodies = <T>(address: string, work: () => Promise<T>) => Promise<T>;
