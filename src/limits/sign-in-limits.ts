import { hash } from 'node:crypto';
import { addressKey, networkKeys } from '../base/network-address.ts';
import { type Count, type Counters, day, minute } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

const period = 15 * minute;

/** Wrong passwords for one account from one address. */
const maxHere = 10;

/** Wrong passwords from one address, whatever the account. */
const maxByAddress = 100;

/** Wrong passwords in a day from one browser that has signed in to the account before. */
const maxByDevice = 100;

/** Wrong passwords for one account in a day, before strangers are told from those who belong. */
const maxByAccount = 100;

/** Wrong passwords in a day that an address then has on an account that is not at home there. */
const maxByStranger = 3;

/** So many times as many has each wider network of IPv6, of which one owner may have all. */
const moreInWider = 10;

/** Whose password is tried, from where. */
export interface SignInAttempt {
  /** The e-mail address. */
  readonly account: string;
  readonly address: string;
  /** Whether the account is signed in from this address already; asked in an emergency only. */
  isAtHome(): Promise<boolean>;
  /** What the browser is known by that has signed in to the account before; else null. */
  readonly device?: string | null;
}

/** What an attempt was counted in. */
interface Counted {
  /** What concerns this account and this address alone. */
  readonly own: readonly Count[];
  readonly shared: readonly Count[];
}

/**
 * Makes guessing passwords hopeless, and locks nobody out. So many wrong ones from one address; and
 * where an account is tried from everywhere, each address but those where its owner is signed in
 * has a few a day of its own: no botnet gets far, and who knows the password gets in from wherever
 * they did not guess themselves (docs/accounts.md has the figures). A browser that has signed in before is
 * counted by itself (OWASP's device cookies), so that it is let in whoever guesses beside it.
 */
export class SignInLimits {
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /**
   * Whether the password is right, as `compare` says. Counts the attempt before it is made, so that
   * many at once count too; a right one is forgotten, and so is one that could not be compared.
   * Throws `too-many-requests`, and what `compare` throws.
   */
  async judge(attempt: SignInAttempt, compare: () => Promise<boolean>): Promise<boolean> {
    const { own, shared } = attempt.device
      ? await this.#countDevice(attempt.device)
      : await this.#count(attempt);
    try {
      if (!(await compare())) return false;
    } catch (error) {
      await this.#takeBack([...own, ...shared]);
      throw error;
    }
    await Promise.all(own.map((count) => this.#counters.forget(count)));
    await this.#takeBack(shared);
    return true;
  }

  /** By itself: what others do at its address, or to its account, is no business of the browser's. */
  async #countDevice(device: string): Promise<Counted> {
    const today = await this.#counters.add(`sign-in-by/${device}/today`, day);
    await this.#expectAtMost(maxByDevice, today);
    const lately = await this.#counters.add(`sign-in-by/${device}`, period);
    await this.#expectAtMost(maxHere, lately, [today]);
    return { own: [lately], shared: [today] };
  }

  /** By address first: else each could fill the counters with ever new accounts. */
  async #count({ account: email, address, isAtHome }: SignInAttempt): Promise<Counted> {
    const counters = this.#counters;
    const place = addressKey(address);
    // Hashed: an e-mail address of any length, which need not stand in a table once more.
    const account = hash('sha256', email, 'base64url');
    const byAddress = await counters.add(`sign-in-from/${place}`, period);
    await this.#expectAtMost(maxByAddress, byAddress);
    const here = await counters.add(`sign-in/${account}/${place}`, period);
    await this.#expectAtMost(maxHere, here, [byAddress]);
    const byAccount = await counters.add(`sign-in-to/${account}`, day);
    const everywhere = byAccount.value > maxByAccount && !(await isAtHome());
    const before = [byAddress, here, byAccount];
    const [stranger, ...wider] = everywhere
      ? await this.#countStranger(account, address, before)
      : [];
    return {
      own: stranger ? [here, stranger] : [here],
      shared: [byAddress, byAccount, ...wider],
    };
  }

  /** The narrowest network comes first: what it refuses takes nothing from its neighbours. */
  async #countStranger(
    account: string,
    address: string,
    before: readonly Count[],
  ): Promise<readonly Count[]> {
    const counted: Count[] = [];
    let max = maxByStranger;
    for (const network of networkKeys(address)) {
      const count = await this.#counters.add(`sign-in/${account}/near/${network}`, day);
      await this.#expectAtMost(max, count, [...before, ...counted]);
      counted.push(count);
      max *= moreInWider;
    }
    return counted;
  }

  /** Throws `too-many-requests`; what was counted before is then no attempt. */
  async #expectAtMost(max: number, count: Count, before: readonly Count[] = []): Promise<void> {
    if (count.value <= max) return;
    await this.#takeBack(before);
    throw tooMany('Too many wrong passwords. Try again later.', count);
  }

  async #takeBack(counts: readonly Count[]): Promise<void> {
    await Promise.all(counts.map((count) => this.#counters.takeBack(count)));
  }
}
