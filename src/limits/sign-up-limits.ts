import { createHash } from 'node:crypto';
import { ownerKey } from '../base/network-address.ts';
import { type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/** Sign-ups from one address in an hour, whatever comes of them. */
const max = 30;

/** Changes of an account's e-mail address in an hour, whatever comes of them. */
const maxChanges = 10;

/** Mails that one address is sent in an hour because somebody has given it for their own. */
const maxMails = 5;

/** Nobody tries many codes, names or e-mail addresses by signing up, or by changing their own address. */
export class SignUpLimits {
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Counts one, by IPv4 address or IPv6 /48. Throws `too-many-requests`. */
  async count(address: string): Promise<void> {
    const count = await this.#counters.add(`sign-up/${ownerKey(address)}`, hour);
    if (count.value <= max) return;
    throw tooMany('Too many sign-ups came from this address. Try again later.', count);
  }

  /** Counts a change of an account's e-mail address. Throws `too-many-requests`. */
  async countChange(accountId: string): Promise<void> {
    const count = await this.#counters.add(`email-of/${accountId}`, hour);
    if (count.value <= maxChanges) return;
    throw tooMany('The e-mail address was changed too often. Try again later.', count);
  }

  /** Counts a mail to an address that somebody has given for their own. Throws `too-many-requests`. */
  async countMail(to: string): Promise<void> {
    const recipient = createHash('sha256').update(to).digest('base64url');
    const count = await this.#counters.add(`proof-to/${recipient}`, hour);
    if (count.value <= maxMails) return;
    throw tooMany('This e-mail address has been entered too often. Try again later.', count);
  }
}
