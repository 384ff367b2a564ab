import { hash } from 'node:crypto';
import { addressKey, networkKey } from '../network-address.ts';
import { type Count, type Counters, day, minute } from './counters.ts';
import { tooMany } from './refusal.ts';

const period = 15 * minute;

/** Wrong passwords for one account from one address. */
const mostHere = 10;

/** Wrong passwords from one address, whatever the account. */
const mostByAddress = 100;

/** Wrong passwords for one account in a day, before strangers are told from those who belong. */
const mostByAccount = 100;

/** Attempts in a day that a network then has on an account that is not at home there. */
const mostByStrangers = 3;

/** Whose password is tried, from where. */
export interface SignInAttempt {
  /** The e-mail address. */
  readonly account: string;
  readonly address: string;
  /** Whether the account is signed in from this address already; asked in an emergency only. */
  isAtHome(): Promise<boolean>;
}

/**
 * Makes guessing passwords hopeless, and locks nobody out. So many attempts from one address; and
 * where an account is tried from everywhere, each network but those where its owner is signed in
 * has a few attempts a day: no botnet gets far, and who knows the password needs only one.
 */
export class SignInLimits {
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /**
   * Counts an attempt before it is made, so that many at once count too. Throws
   * `too-many-requests`. Where the password was right, `succeeded` is to be called, which forgets it.
   */
  async begin(attempt: SignInAttempt): Promise<{ succeeded(): Promise<void> }> {
    const counters = this.#counters;
    const place = addressKey(attempt.address);
    // Hashed: an e-mail address of any length, which need not stand in a table once more.
    const account = hash('sha256', attempt.account, 'base64url');
    const here = await counters.add(`sign-in/${account}/${place}`, period);
    expectAtMost(mostHere, here);
    const byAddress = await counters.add(`sign-in-from/${place}`, period);
    expectAtMost(mostByAddress, byAddress);
    const byAccount = await counters.add(`sign-in-to/${account}`, day);
    if (byAccount.value > mostByAccount && !(await attempt.isAtHome())) {
      const network = networkKey(attempt.address);
      const byStrangers = await counters.add(`sign-in/${account}/near/${network}`, day);
      expectAtMost(mostByStrangers, byStrangers);
    }
    return {
      succeeded: async () => {
        await counters.forget(here);
        await Promise.all([counters.takeBack(byAddress), counters.takeBack(byAccount)]);
      },
    };
  }
}

function expectAtMost(most: number, count: Count): void {
  if (count.value > most) throw tooMany('Too many wrong passwords. Try again later.', count);
}
