import { Problem } from '../base/errors.ts';

/** How many octets of a limit are taken; claims beyond it are refused with 507. */
export class Room {
  readonly limit: number;
  #taken = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get taken(): number {
    return this.#taken;
  }

  get left(): number {
    return this.limit - this.#taken;
  }

  /** Takes octets, or throws `no-room` and takes none. */
  claim(octets: number): void {
    if (octets > this.left) {
      throw new Problem(
        'no-room',
        `The spool has ${Math.max(0, this.left)} of its ${this.limit} octets left, too few for this. ` +
          'Try again when other uploads have ended, or have FULMAR_SPOOL_LIMIT raised.',
        { headers: { 'Retry-After': '30' } },
      );
    }
    this.#taken += octets;
  }

  /** Takes octets that are on the disk already, limit or not. */
  occupy(octets: number): void {
    this.#taken += octets;
  }

  release(octets: number): void {
    this.#taken -= octets;
  }
}
