import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import { Problem } from '../errors.ts';
import { addressKey } from '../network-address.ts';

const mostAttempts = 10;
const period = 15 * 60 * 1000;
const mostRemembered = 10_000;

interface Attempts {
  readonly since: number;
  count: number;
}

/**
 * Slows down who guesses: so many attempts on one account from one address in a quarter of an
 * hour. Whoever comes from elsewhere is not held up by them.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #attempts = new LRUCache<string, Attempts>({ max: mostRemembered });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts an attempt before it is made. Throws `too-many-requests`. */
  attempt(account: string, address: string): void {
    const now = this.#clock().getTime();
    const key = keyOf(account, address);
    const known = this.#attempts.get(key);
    const attempts = known && now < known.since + period ? known : { since: now, count: 0 };
    if (attempts.count >= mostAttempts) throw refusal(attempts.since + period - now);
    attempts.count += 1;
    this.#attempts.set(key, attempts);
  }

  /** Forgets the attempts: the last one was right. */
  succeed(account: string, address: string): void {
    this.#attempts.delete(keyOf(account, address));
  }
}

function refusal(wait: number): Problem {
  return new Problem('too-many-requests', 'Too many wrong passwords. Try again later.', {
    headers: { 'Retry-After': String(Math.ceil(wait / 1000)) },
  });
}

function keyOf(account: string, address: string): string {
  return `${addressKey(address)} ${account}`;
}
