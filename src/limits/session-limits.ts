import type { CountSession } from '../http/quota.ts';
import { type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/** Requests of an account's signed-in browsers in an hour: several pages that ask each second. */
const defaultMost = 20_000;

/** Counts what people ask for who are signed in, hour by hour, all browsers of an account together. */
export function limitSessions(counters: Counters, most = defaultMost): CountSession {
  return async ({ id }) => {
    const count = await counters.add(`session/${id}`, hour);
    if (count.value <= most) return;
    throw tooMany(`Signed in, one may make ${most} requests an hour. Try again later.`, count);
  };
}
