import { ownerKey } from '../base/network-address.ts';
import { type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/** Sign-ups from one address in an hour, whatever comes of them. */
const most = 30;

/** Nobody tries many codes, names or e-mail addresses by signing up. */
export class SignUpLimits {
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Counts one, by IPv4 address or IPv6 /48. Throws `too-many-requests`. */
  async count(address: string): Promise<void> {
    const count = await this.#counters.add(`sign-up/${ownerKey(address)}`, hour);
    if (count.value <= most) return;
    throw tooMany('Too many sign-ups came from this address. Try again later.', count);
  }
}
