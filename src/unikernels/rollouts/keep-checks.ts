import type { DeploymentHistory } from '../deployment-history.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import type { DeployBody } from './schema.ts';

/** What is wanted; with `keepChecks` it is watched as the last deployment that succeeded, where it does not say how. */
export async function keepChecks(
  history: Pick<DeploymentHistory, 'lastPlan'>,
  key: UnikernelKey,
  wanted: DeployBody,
): Promise<DeployBody> {
  const before = wanted.keepChecks ? await history.lastPlan(key) : null;
  if (!before) return wanted;
  const { checks, settle, deadline, onFailure } = wanted;
  return {
    ...wanted,
    checks: checks ?? [...before.checks],
    settle: settle ?? before.settle,
    deadline: deadline ?? before.deadline,
    onFailure: onFailure ?? before.onFailure ?? undefined,
  };
}
