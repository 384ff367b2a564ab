import type { CountChange } from '../http/quota.ts';
import { type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/**
 * Counts the changes that an account requests, hour by hour, with whatever token: each is a line of
 * the audit, and tokens can be made in any number.
 */
export function limitChanges(counters: Counters, max: number): CountChange {
  return async ({ id }) => {
    const counted = await counters.add(`changes/${id}`, hour);
    if (counted.value <= max) return;
    const detail = `An account may make ${max} changes an hour across all its tokens. Try again later.`;
    throw tooMany(detail, counted);
  };
}
