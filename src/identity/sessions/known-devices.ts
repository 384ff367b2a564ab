import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';

/** How long a browser is known after a sign-in: 180 days, in milliseconds. */
export const deviceLifetime = 180 * 24 * 60 * 60 * 1000;

/** Longer than any that was made here; and of one name only so many are looked at. */
const maxLength = 256;
const maxCookies = 4;

/** Where sealed things of an account's browsers open. */
const contextOf = (accountId: string) => `device/${accountId}`;

/**
 * Knows the browsers that an account has signed in from, by a sealed cookie (OWASP's device cookies).
 * It lets nobody in: it only has guesses from elsewhere not count against who presents it.
 */
export class KnownDevices {
  readonly #box: SecretBox;
  readonly #clock: Clock;

  constructor({ box, clock }: { readonly box: SecretBox; readonly clock: Clock }) {
    this.#box = box;
    this.#clock = clock;
  }

  /** What a browser is given from which an account has just signed in. */
  introduce(accountId: string): string {
    const id = randomBytes(16).toString('base64url');
    const known = Buffer.from(`${id}.${this.#clock().getTime()}`);
    return this.#box.seal(known, contextOf(accountId));
  }

  /** The id of the browser that presents these, where one of them was given for this account. */
  recognise(accountId: string, presented: readonly string[]): string | null {
    const ids = presented.slice(0, maxCookies).map((each) => this.#open(accountId, each));
    return ids.find((id) => id !== null) ?? null;
  }

  #open(accountId: string, sealed: string): string | null {
    if (sealed.length > maxLength) return null;
    try {
      const text = this.#box.open(sealed, contextOf(accountId)).toString();
      const [id = '', since] = text.split('.');
      return this.#clock().getTime() - Number(since) < deviceLifetime ? id : null;
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }
}
