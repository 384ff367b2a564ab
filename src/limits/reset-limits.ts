import { addressKey } from '../base/network-address.ts';
import { type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/** Links for forgotten passwords that one address asks for in an hour, and that one account is sent. */
const maxByAddress = 10;
const maxForAccount = 3;

/** Nobody fills somebody's mailbox, or tries out who has an account, with links for new passwords. */
export class ResetLimits {
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Counts one that is asked for. Throws `too-many-requests`. */
  async countRequest(address: string): Promise<void> {
    const count = await this.#counters.add(`reset-from/${addressKey(address)}`, hour);
    if (count.value <= maxByAddress) return;
    throw tooMany('Too many links were asked for from this address. Try again later.', count);
  }

  /** Counts one for an account; whether it may be sent. */
  async mayBeSent(accountId: string): Promise<boolean> {
    const { value } = await this.#counters.add(`reset-of/${accountId}`, hour);
    return value <= maxForAccount;
  }
}
