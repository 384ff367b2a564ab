import { Problem } from '../../base/errors.ts';
import { ownerKey } from '../../base/network-address.ts';

const mebibyte = 1024 * 1024;

/**
 * Mebibytes that may be there at a time. Strangers, who show no good credential, share a part: so many as they may
 * be, whoever has one finds room.
 */
interface RoomLimits {
  readonly account: number;
  readonly address: number;
  readonly strangerAddress: number;
  readonly strangers: number;
  readonly all: number;
}

/** Of small request bodies. */
const bodyLimits: RoomLimits = {
  account: 8,
  address: 16,
  strangerAddress: 4,
  strangers: 16,
  all: 64,
};

/** Of answers that are sent whole. */
const answerLimits: RoomLimits = {
  account: 16,
  address: 32,
  strangerAddress: 8,
  strangers: 32,
  all: 96,
};

/** Seconds after which it may be tried again: bodies come within half a minute, and most answers are taken in at once. */
const retryAfter = '5';

/** Who asks, and the answer. */
export interface Asker {
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
  /** Mebibytes. */
  readonly limit: number;
}

/** The memory that octets take which are read or sent whole, so that nobody takes all of it. */
export class OctetRoom {
  readonly #limits: RoomLimits;
  /** Of what, and what to do. */
  readonly #words: readonly [of: string, advice: string];
  readonly #taken = new Map<string, number>();

  private constructor(limits: RoomLimits, ...words: readonly [of: string, advice: string]) {
    this.#limits = limits;
    this.#words = words;
  }

  /** For bodies of requests, which count as they come. */
  static forBodies(): OctetRoom {
    return new OctetRoom(bodyLimits, 'request bodies in progress', 'Send some of them later');
  }

  /** For answers, which count until they are taken in. */
  static forAnswers(): OctetRoom {
    return new OctetRoom(answerLimits, 'answers that have not been read yet', 'Read those first');
  }

  /**
   * Counts octets until the request's answer has ended, of which so many are announced: what is announced and
   * does not come keeps nobody else out. Gives what is told how many are there by now. Both throw
   * `too-many-at-once` where there are others and no room for these.
   */
  take({ state, res }: Asker, announced: number): (now: number) => void {
    const shares = sharesOf(state, this.#limits);
    let taken = 0;
    const set = (now: number) => {
      for (const { key } of shares) this.#add(key, now - taken);
      taken = now;
    };
    this.#expectRoom(shares, announced);
    res.once('close', () => set(0));
    return (now) => {
      if (res.closed) return;
      this.#expectRoom(shares, now - taken);
      set(now);
    };
  }

  #expectRoom(shares: readonly Share[], octets: number): void {
    for (const { key, whose, limit } of shares) {
      const taken = this.#taken.get(key) ?? 0;
      if (taken > 0 && taken + octets > limit * mebibyte) throw this.#full(whose, limit);
    }
  }

  #add(key: string, octets: number): void {
    const taken = (this.#taken.get(key) ?? 0) + octets;
    if (taken > 0) this.#taken.set(key, taken);
    else this.#taken.delete(key);
  }

  #full(whose: string, limit: number): Problem {
    const [of, advice] = this.#words;
    const detail = `${whose} has reached the limit of ${limit} MiB for ${of}. ${advice}.`;
    return new Problem('too-many-at-once', detail, { headers: { 'Retry-After': retryAfter } });
  }
}

function sharesOf({ caller, address }: Asker['state'], limits: RoomLimits): Share[] {
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
