import type { TokenCaller } from './caller.ts';

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
