import { Problem } from '../base/errors.ts';

export interface RoomLimits {
  /** Octets, for all together. */
  readonly limit: number;
  /** Octets of them that one account may take. */
  readonly share: number;
}

/** How many octets of a limit are taken, and by whom; claims beyond it are refused with 507. */
export class Room {
  readonly #limits: RoomLimits;
  readonly #byAccount = new Map<string, number>();
  #taken = 0;

  constructor(limits: RoomLimits) {
    this.#limits = limits;
  }

  get taken(): number {
    return this.#taken;
  }

  get left(): number {
    return this.#limits.limit - this.#taken;
  }

  takenBy(account: string): number {
    return this.#byAccount.get(account) ?? 0;
  }

  /** Takes octets for an account, or throws `no-room` and takes none. */
  claim(octets: number, account: string): void {
    this.#expectShare(octets, account);
    const { limit } = this.#limits;
    if (octets > limit) throw neverFits(octets, 'the spool', limit);
    if (octets > this.left) throw full(this.left, limit);
    this.occupy(octets, account);
  }

  /** Takes octets that are on the disk already, limit or not. */
  occupy(octets: number, account: string): void {
    this.#taken += octets;
    this.#byAccount.set(account, this.takenBy(account) + octets);
  }

  release(octets: number, account: string): void {
    this.#taken -= octets;
    const rest = this.takenBy(account) - octets;
    if (rest > 0) this.#byAccount.set(account, rest);
    else this.#byAccount.delete(account);
  }

  #expectShare(octets: number, account: string): void {
    const { share } = this.#limits;
    if (octets > share) throw neverFits(octets, `the share of ${account} in the spool`, share);
    const left = share - this.takenBy(account);
    if (octets > left) throw shareTaken(account, left, share);
  }
}

/** It is of no use to ask again. */
function neverFits(octets: number, room: string, size: number): Problem {
  const detail =
    `These ${octets} octets are more than ${room}, which is ${size} octets. Send the content of a volume ` +
    'with direct=true, which keeps nothing of it, or have the limit raised.';
  return new Problem('no-room', detail);
}

const later = { headers: { 'Retry-After': '30' } };

function full(left: number, limit: number): Problem {
  return new Problem(
    'no-room',
    `The spool has ${Math.max(0, left)} of its ${limit} octets left, too few for this. ` +
      'Try again when other uploads have ended, or have FULMAR_SPOOL_LIMIT raised.',
    later,
  );
}

function shareTaken(account: string, left: number, share: number): Problem {
  return new Problem(
    'no-room',
    `The account ${account} has ${Math.max(0, left)} octets left of its share of the spool, which ` +
      `is ${share} octets: too few for this. Uploads that wait for their host count. Try again when ` +
      'others of the account have ended, or have FULMAR_SPOOL_SHARE raised.',
    later,
  );
}
