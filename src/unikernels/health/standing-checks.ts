import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Check, ConsoleCheck } from '../../checks/schema.ts';
import { type CheckHealth, untried } from './check-health.ts';

/** A check that makes sense as long as a unikernel runs: what its console says is about its start. */
export type StandingCheck = Exclude<Check, ConsoleCheck>;

/** Those of a deployment's checks that go on after it. */
export function standingIn(checks: readonly Check[]): StandingCheck[] {
  return checks.filter((check) => check.kind !== 'console');
}

/** The results of checks that take the place of others: what is checked as before goes on. */
export function resultsAfter(
  before: readonly StandingCheck[],
  results: readonly CheckHealth[],
  checks: readonly StandingCheck[],
): CheckHealth[] {
  return checks.map((check) => {
    const index = before.findIndex((each) => isDeepStrictEqual(each, check));
    return results[index] ?? untried(randomUUID());
  });
}
