import { Problem } from '../base/errors.ts';
import { addressKey } from '../base/network-address.ts';
import { type Authenticate, RefusedCredential } from '../http/caller.ts';
import type { LimitBadBodies } from '../http/quota.ts';
import { type Counters, minute } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

const max = 100;
const period = 15 * minute;

/**
 * Answers whoever shows bad credentials again and again with 429, by address. Each is looked at
 * all the same: a good one is taken from wherever it comes, and who shows a real one that is refused
 * guesses nothing.
 */
export class BadCredentials {
  readonly #counters: Counters;
  readonly #what: string;

  /** `what` is shown, in words: what an address sends too many of, all of it counted together. */
  constructor(counters: Counters, what = 'bad credentials') {
    this.#counters = counters;
    this.#what = what;
  }

  /**
   * Does something with a credential that came from an address. What it is refused with, in one of
   * these statuses, becomes `too-many-requests` where that was one too many; not so a
   * `RefusedCredential`.
   */
  judge<T>(
    address: string,
    statuses: readonly number[],
    work: () => T | Promise<T>,
  ): T | Promise<T> {
    const refuse = (error: unknown) => this.#refuse(address, statuses, error);
    try {
      const done = work();
      // What is good at once, as nearly every credential, is not made to wait.
      return done instanceof Promise ? done.catch(refuse) : done;
    } catch (error) {
      return refuse(error);
    }
  }

  async #refuse(address: string, statuses: readonly number[], error: unknown): Promise<never> {
    if (!(error instanceof Problem) || error instanceof RefusedCredential) throw error;
    if (!statuses.includes(error.status)) throw error;
    const count = await this.#counters.add(`bad/${addressKey(address)}`, period);
    if (count.value <= max) throw error;
    const detail = `Too many ${this.#what} came from this address. The last: ${error.detail}`;
    throw tooMany(detail, count, error);
  }
}

/**
 * Limits unknown tokens. A session's cookie is never limited: no browser's user guesses one, and 401
 * is what leads to signing in again.
 */
export function limitBadCredentials(authenticate: Authenticate, counters: Counters): Authenticate {
  const bad = new BadCredentials(counters);
  return (request) =>
    request.header('authorization') === null
      ? authenticate(request)
      : bad.judge(request.address, [401], () => authenticate(request));
}

/**
 * Limits bodies that cannot be read, are too large or not as they have to be, together with bad
 * credentials. Good ones are taken all the same: whoever sits behind one address signs in.
 */
export function limitBadBodies(counters: Counters): LimitBadBodies {
  const bad = new BadCredentials(counters, 'bad credentials or bodies');
  return async (address, work) => await bad.judge(address, [400, 413, 415], work);
}
