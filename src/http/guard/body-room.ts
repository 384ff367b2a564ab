import { Problem } from '../../base/errors.ts';
import { addressKey } from '../../base/network-address.ts';
import type { HttpContext } from '../context.ts';

const mebibyte = 1024 * 1024;

/** Octets of small bodies that may be under way at a time. */
const limits = { account: 8 * mebibyte, address: 16 * mebibyte, all: 64 * mebibyte } as const;

/** Seconds after which it may be tried again: small bodies come within half a minute. */
const retryAfter = '5';

/** The memory that bodies take which are read whole, so that nobody takes all of it. */
export class BodyRoom {
  readonly #taken = new Map<string, number>();

  /**
   * Counts so many octets until the request's answer has ended. Throws `too-many-at-once`. Gives what is told, once
   * the body is there, how many they are.
   */
  take({ state, res }: HttpContext, octets: number): (read: number) => void {
    const { account } = state.caller ?? {};
    const shares = [
      ...(account ? [[`account/${account.id}`, 'The account', limits.account] as const] : []),
      [`address/${addressKey(state.address)}`, 'This address', limits.address] as const,
      ['all', 'The server', limits.all] as const,
    ];
    for (const [key, whose, limit] of shares) {
      if (this.#of(key) + octets > limit) throw full(whose, limit);
    }
    let taken = 0;
    const set = (now: number) => {
      for (const [key] of shares) this.#add(key, now - taken);
      taken = now;
    };
    set(octets);
    const giveBack = () => set(0);
    if (res.closed) giveBack();
    else res.once('close', giveBack);
    return (read) => {
      if (!res.closed) set(read);
    };
  }

  #of(key: string): number {
    return this.#taken.get(key) ?? 0;
  }

  #add(key: string, octets: number): void {
    const taken = this.#of(key) + octets;
    if (taken > 0) this.#taken.set(key, taken);
    else this.#taken.delete(key);
  }
}

function full(whose: string, limit: number): Problem {
  const detail = `${whose} has reached the limit of ${limit / mebibyte} MiB for request bodies in progress. Send some of them later.`;
  return new Problem('too-many-at-once', detail, { headers: { 'Retry-After': retryAfter } });
}
