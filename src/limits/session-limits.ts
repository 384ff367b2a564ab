import type { CountSession } from '../http/quota.ts';
import { type Counters, hour } from './counters.ts';
import { tooMany } from './too-many-requests.ts';

/** What an account's signed-in browsers may ask for in an hour. */
export interface SessionLimits {
  /** Of any kind: several pages that ask each second. */
  readonly requests: number;
  /** That change something, and are in the audit: as many as a token may make by default. */
  readonly changes: number;
}

const defaults: SessionLimits = { requests: 20_000, changes: 1_000 };

/** Counts what people ask for who are signed in, hour by hour, all browsers of an account together. */
export function limitSessions(
  counters: Counters,
  limits: Partial<SessionLimits> = {},
): CountSession {
  const { requests, changes } = { ...defaults, ...limits };
  const count = async (subject: string, max: number, what: string) => {
    const counted = await counters.add(subject, hour);
    if (counted.value <= max) return;
    throw tooMany(`Signed in, one may make ${max} ${what} an hour. Try again later.`, counted);
  };
  return async ({ id }, isChange) => {
    await count(`session/${id}`, requests, 'requests');
    if (isChange) await count(`session-changes/${id}`, changes, 'changes');
  };
}
