import type { Authenticate } from '../access/authentication.ts';
import { Problem } from '../errors.ts';
import { addressKey } from '../network-address.ts';
import { type Counters, minute } from './counters.ts';
import { tooMany } from './refusal.ts';

const most = 100;
const period = 15 * minute;

/**
 * Answers whoever shows bad credentials again and again with 429, by address. Each is looked at
 * all the same: a good one is taken from wherever it comes.
 */
export function limitBadCredentials(authenticate: Authenticate, counters: Counters): Authenticate {
  return async (request) => {
    try {
      return await authenticate(request);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      const count = await counters.add(`bad/${addressKey(request.address)}`, period);
      if (count.value <= most) throw error;
      const detail = `Too many bad credentials came from this address. The last: ${error.detail}`;
      throw tooMany(detail, count, error);
    }
  };
}
