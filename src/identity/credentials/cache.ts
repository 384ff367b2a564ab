import type { LRUCache } from 'lru-cache';
import { createLru } from '../../base/lru.ts';
import type { Actor } from '../access/actor.ts';
import type { SourceNetwork } from '../access/networks.ts';
import type { Use } from './use.ts';

/** What is known of a good credential. */
export interface VerifiedCredential {
  readonly actor: Actor;
  /** From this time on it is no longer good (milliseconds since the epoch); null: never. */
  readonly validUntil: number | null;
  /** Where it may be presented from; null: everywhere. */
  readonly networks: readonly SourceNetwork[] | null;
  /** Where its uses are counted. */
  readonly use: Use;
}

export interface CredentialCacheOptions {
  /** How many credentials to remember at most. */
  readonly size?: number;
  /** Milliseconds to remember one; without it until the next `clear`. */
  readonly maxAge?: number;
}

/**
 * The good credentials that were seen lately, by the SHA-256 of their secrets. Whoever changes a
 * token, a session or an account calls `clear` once that is committed: what was revoked is refused
 * from the next request on.
 */
export class CredentialCache {
  readonly #verified: LRUCache<string, VerifiedCredential>;
  #epoch = 0;

  constructor({ size = 10_000, maxAge }: CredentialCacheOptions = {}) {
    this.#verified = createLru(size, { maxAge });
  }

  /** What is remembered by the hash of a secret. */
  find(secretHash: string): VerifiedCredential | undefined {
    return this.#verified.get(secretHash);
  }

  /** Looks a credential up and remembers it, unless anything has changed in the meantime. */
  async learn(
    secretHash: string,
    look: () => Promise<VerifiedCredential>,
  ): Promise<VerifiedCredential> {
    const epoch = this.#epoch;
    const verified = await look();
    if (epoch === this.#epoch) this.#verified.set(secretHash, verified);
    return verified;
  }

  /** Forgets everything. */
  clear(): void {
    this.#epoch += 1;
    this.#verified.clear();
  }
}
