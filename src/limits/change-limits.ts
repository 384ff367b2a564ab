import type { CountChange } from '../http/quota.ts';
import { type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/**
 * Counts what an account asks to be changed, hour by hour, whatever credentials it shows: each is a line of
 * the audit, and tokens are made in any number.
 */
export function limitChanges(counters: Counters, most: number): CountChange {
  return async ({ id }) => {
    const counted = await counters.add(`changes/${id}`, hour);
    if (counted.value <= most) return;
    const detail = `An account may make ${most} changes an hour, with all of its tokens. Try again later.`;
    throw tooMany(detail, counted);
  };
}
