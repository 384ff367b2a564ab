import { addressKey } from '../base/network-address.ts';
import { type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/** Programs that one address begins with in an hour, and codes that one account tries. */
const maxStarts = 30;
const maxCodes = 60;

/** Nobody fills the database with programs that wait, or finds one by trying codes. */
export class DeviceLimits {
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Counts one that begins. Throws `too-many-requests`. */
  async countStart(address: string): Promise<void> {
    const count = await this.#counters.add(`device-from/${addressKey(address)}`, hour);
    if (count.value > maxStarts) throw tooMany('Too many programs asked from this address.', count);
  }

  /** Counts a code that somebody tries. Throws `too-many-requests`. */
  async countCode(accountId: string): Promise<void> {
    const count = await this.#counters.add(`device-code-of/${accountId}`, hour);
    if (count.value > maxCodes) throw tooMany('Too many codes were tried.', count);
  }
}
