import { Problem } from '../../base/errors.ts';
import { ownerKey } from '../../base/network-address.ts';

const mebibyte = 1024 * 1024;

/**
 * Octets of small bodies that may be there at a time. Strangers, who show no good credential, share a part: so
 * many as they may be, whoever has one finds room.
 */
const limits = {
  account: 8 * mebibyte,
  address: 16 * mebibyte,
  strangerAddress: 4 * mebibyte,
  strangers: 16 * mebibyte,
  all: 64 * mebibyte,
} as const;

/** Seconds after which it may be tried again: small bodies come within half a minute. */
const retryAfter = '5';

/** Who sends a body, and the answer to it. */
export interface BodySender {
  readonly state: {
    readonly address: string;
    readonly caller?: { readonly account: { readonly id: string } } | null;
  };
  readonly res: {
    readonly closed: boolean;
    once(event: 'close', listener: () => void): unknown;
  };
}

interface Share {
  readonly key: string;
  readonly whose: string;
  readonly limit: number;
}

/** The memory that bodies take which are read whole, so that nobody takes all of it. */
export class BodyRoom {
  readonly #taken = new Map<string, number>();

  /**
   * Counts what comes of a body, of which so many octets are announced, until the request's answer has ended.
   * What is announced and does not come keeps nobody else out. Gives what is told how many have come by now.
   * Both throw `too-many-at-once` where there is no room for them.
   */
  take({ state, res }: BodySender, announced: number): (came: number) => void {
    const shares = sharesOf(state);
    let taken = 0;
    const set = (now: number) => {
      for (const { key } of shares) this.#add(key, now - taken);
      taken = now;
    };
    this.#expectRoom(shares, announced);
    res.once('close', () => set(0));
    return (came) => {
      if (res.closed) return;
      this.#expectRoom(shares, came - taken);
      set(came);
    };
  }

  #expectRoom(shares: readonly Share[], octets: number): void {
    for (const { key, whose, limit } of shares) {
      if ((this.#taken.get(key) ?? 0) + octets > limit) throw full(whose, limit);
    }
  }

  #add(key: string, octets: number): void {
    const taken = (this.#taken.get(key) ?? 0) + octets;
    if (taken > 0) this.#taken.set(key, taken);
    else this.#taken.delete(key);
  }
}

function sharesOf({ caller, address }: BodySender['state']): Share[] {
  const owner = ownerKey(address);
  const all = { key: 'all', whose: 'The server', limit: limits.all };
  if (!caller) {
    return [
      { key: `stranger/${owner}`, whose: 'This address', limit: limits.strangerAddress },
      { key: 'strangers', whose: 'The server', limit: limits.strangers },
      all,
    ];
  }
  return [
    { key: `account/${caller.account.id}`, whose: 'The account', limit: limits.account },
    { key: `address/${owner}`, whose: 'This address', limit: limits.address },
    all,
  ];
}

function full(whose: string, limit: number): Problem {
  const detail = `${whose} has reached the limit of ${limit / mebibyte} MiB for request bodies in progress. Send some of them later.`;
  return new Problem('too-many-at-once', detail, { headers: { 'Retry-After': retryAfter } });
}
