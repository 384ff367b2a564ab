import { AlbatrossError, HostFailureError } from '../albatross/errors.ts';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { meaningOf } from './error-meanings.ts';
import type { HealthReport } from './health.ts';
import { explainWords } from './host-words.ts';
import { withoutAddresses } from './without-addresses.ts';

/** The problem that a failed operation is to the one who asked for it; the error is its cause. */
export function problemOf(error: AlbatrossError, host: Label): Problem {
  const detail =
    error instanceof HostFailureError
      ? explainWords(error.words)
      : `${host}: ${withoutAddresses(error.message)}.`;
  return new Problem(meaningOf(error).problem, detail, { cause: error, facts: { host } });
}

/** What to throw for anything that came of asking a host: the problem of its errors, the rest as it is. */
export const asProblem = (error: unknown, host: Label): unknown =>
  error instanceof AlbatrossError ? problemOf(error, host) : error;

/** What lists say of a host that they do not ask, since it is known to be down. */
export function hostDown(host: Label, health: HealthReport): Problem {
  const last = health.message ?? 'no answer';
  return new Problem(
    'host-down',
    `The host ${host} has been away since ${health.since.toISOString()} (${health.reason}): ${withoutAddresses(last)}.`,
    { facts: { host } },
  );
}

/** What lists say of a host that has had its time. */
export function hostTooSlow(host: Label, patience: number): Problem {
  return new Problem(
    'host-timeout',
    `The host ${host} did not answer within ${patience / 1000} s.`,
    { facts: { host } },
  );
}
