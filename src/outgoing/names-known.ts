import { createLru } from '../base/lru.ts';
import type { AddressRule } from './address-rule.ts';
import { OutgoingError } from './errors.ts';
import { type FindAddresses, findAllowed } from './public-addresses.ts';

/**
 * Whether a proxy is asked for an address instead of a name: always, so that it is asked for no name that is
 * not known here, or where a name was ever known here.
 */
export type Pinned = 'always' | 'where-known';

/** Names of which is remembered that they are known here. */
const maxRemembered = 10_000;

interface Asked {
  readonly name: string;
  readonly rule: AddressRule;
  readonly find: FindAddresses;
  readonly pinned: Pinned | undefined;
}

/** What is known here of names that a proxy is to be asked for. */
export class NamesKnown {
  readonly #known = createLru<true>(maxRemembered);

  /**
   * An address that a name has here; null: it was never known here, and is for the proxy to find. Throws
   * `OutgoingError` where an address of it is not allowed, and where it is not known that has to be: one
   * that was known before could lead the proxy elsewhere.
   */
  async find({ name, rule, find, pinned }: Asked): Promise<string | null> {
    try {
      const [first, ...rest] = await findAllowed(find, rule, name, {});
      this.#known.set(name, true);
      // Any proxy reaches those of IPv4.
      return ([first, ...rest].find(({ family }) => family === 4) ?? first).address;
    } catch (error) {
      if (error instanceof OutgoingError && error.fault === 'refused') {
        this.#known.set(name, true);
        throw error;
      }
      if (pinned === 'always' || (pinned && this.#known.has(name))) throw error;
      return null;
    }
  }
}
