import type { ServerResponse } from 'node:http';
import { Problem } from '../../base/errors.ts';
import { addressKey } from '../../base/network-address.ts';
import { Tally } from '../../base/tally.ts';
import type { Caller } from '../caller.ts';
import type { HttpContext } from '../context.ts';

/** How much one account, and one address, may have at a time. */
export interface AtOnceLimits {
  /** Requests that are being answered. */
  readonly requests: number;
  /** Those of them that are answered without an end. */
  readonly streams: number;
}

/** Seconds after which it may be tried again: whatever was begun may take long. */
const retryAfter = '5';

/** Limits what an address and an account have under way, so that neither takes all connections. */
export class AtOnce {
  readonly #requests: Tally;
  readonly #streams: Tally;

  constructor({ requests, streams }: AtOnceLimits) {
    this.#requests = new Tally(requests);
    this.#streams = new Tally(streams);
  }

  /** Counts a request for its address until its answer has ended. Throws `too-many-at-once`. */
  countAddress({ state, res }: HttpContext, isEndless: boolean): void {
    this.#count(`address/${addressKey(state.address)}`, 'This address', res, isEndless);
  }

  /** The same for the account of who asks. */
  countAccount({ res }: HttpContext, { account }: Caller, isEndless: boolean): void {
    this.#count(`account/${account.id}`, 'The account', res, isEndless);
  }

  #count(key: string, whose: string, res: ServerResponse, isEndless: boolean): void {
    take(this.#requests, key, `${whose} has ${this.#requests.max} requests under way`, res);
    if (!isEndless) return;
    take(this.#streams, key, `${whose} has ${this.#streams.max} streams of events open`, res);
  }
}

function take(tally: Tally, key: string, has: string, res: ServerResponse): void {
  if (!tally.take(key)) {
    throw new Problem('too-many-at-once', `${has}, as many as it may have. End some of them.`, {
      headers: { 'Retry-After': retryAfter },
    });
  }
  if (res.closed) tally.giveBack(key);
  else res.once('close', () => tally.giveBack(key));
}
