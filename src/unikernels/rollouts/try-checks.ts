import type { CheckResult } from '../../checks/check-runner.ts';
import type { Check } from '../../checks/schema.ts';
import type { Rollout } from './rollout.ts';
import type { RunCheck } from './watch-rollout.ts';

/** How a check is called in the steps. */
export function checkName(check: Check, index: number): string {
  return `check ${index + 1}: ${subjectOf(check)}`;
}

function subjectOf(check: Check): string {
  switch (check.kind) {
    case 'http': {
      // What is behind it may be a secret.
      return new URL(check.url).origin;
    }
    case 'tcp':
      return `TCP ${check.host}:${check.port}`;
    case 'dns':
      return `DNS ${check.type} ${check.name}`;
    case 'console':
      return check.must === 'come' ? 'a console line' : 'no such console line';
  }
}

/** Whether it is about what must not come: that it has not yet says nothing. */
export const isForbidding = (check: Check) => check.kind === 'console' && check.must === 'not-come';

/** Seconds that one may take while the unikernel is held. */
const maxTimeout = 5;

const hurried = (check: Check): Check => ({
  ...check,
  timeout: Math.min(check.timeout, maxTimeout),
});

/** One that was given less time than it has says nothing where that was too short. */
const isFailing = ({ timeout }: Check, { ok, doubt }: CheckResult) =>
  !ok && !(doubt === 'late' && timeout > maxTimeout);

/**
 * Tries the checks as things stand before anything is changed: which of them fail already, by their
 * index. What the console is to say is not about what ran before.
 */
export async function tryChecks(
  runCheck: RunCheck,
  { steps, signal }: Pick<Rollout, 'steps' | 'signal'>,
  account: string,
  checks: readonly Check[],
): Promise<number[]> {
  if (checks.length === 0) return [];
  steps.begin('checks before');
  const context = { account, signal, lines: () => [] };
  const results = await Promise.all(
    checks.map(async (check) =>
      check.kind === 'console' ? true : !isFailing(check, await runCheck(hurried(check), context)),
    ),
  );
  const failing = results.flatMap((ok, index) => (ok ? [] : [index]));
  const names = failing.map((index) => index + 1).join(', ');
  const detail = names === '' ? 'All pass.' : `Already failing before: ${names}.`;
  steps.end('checks before', 'passed', detail);
  return failing;
}
