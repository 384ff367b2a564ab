import type { MonotonicClock } from '../../base/clock.ts';
import type { RegisteredUnikernel } from './registered-unikernel.ts';

/** Milliseconds that a domain's unikernels are believed which another server may have changed. */
const maxAge = 1_000;

/** Domains that are remembered at once. */
const maxDomains = 200;

interface Entry {
  readonly unikernels: Promise<readonly RegisteredUnikernel[]>;
  readonly readAt: number;
}

/**
 * What is known of the unikernels of domains, since lists ask for it again and again. Whoever changes
 * a unikernel calls `forget` once that is committed.
 */
export class DomainCache {
  readonly #entries = new Map<string, Entry>();
  readonly #now: MonotonicClock;
  readonly #shared: boolean;

  /** `shared`: whether other servers change unikernels, too. */
  constructor(now: MonotonicClock, shared: boolean) {
    this.#now = now;
    this.#shared = shared;
  }

  /** What is known, read where it is not, or not any more. */
  async get(
    domain: string,
    read: () => Promise<readonly RegisteredUnikernel[]>,
  ): Promise<readonly RegisteredUnikernel[]> {
    const known = this.#entries.get(domain);
    if (known && !(this.#shared && this.#now() - known.readAt >= maxAge)) {
      return await known.unikernels;
    }
    const entry = { unikernels: read(), readAt: this.#now() };
    this.#entries.set(domain, entry);
    this.#dropOldest();
    try {
      return await entry.unikernels;
    } catch (error) {
      if (this.#entries.get(domain) === entry) this.#entries.delete(domain);
      throw error;
    }
  }

  forget(domain: string): void {
    this.#entries.delete(domain);
  }

  clear(): void {
    this.#entries.clear();
  }

  #dropOldest(): void {
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size > maxDomains) this.#entries.delete(oldest);
  }
}
