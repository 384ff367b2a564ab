import type { DeploymentHistory } from '../deployment-history.ts';
import type { HealthRecords } from '../health/health-records.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import type { DeployBody } from './schema.ts';

interface WatchedBefore {
  readonly history: Pick<DeploymentHistory, 'lastPlan'>;
  readonly health: Pick<HealthRecords, 'find'>;
}

/**
 * What is wanted; with `keepChecks`, where it does not say how, it is watched by what is checked of the unikernel
 * while it runs, and else as the last deployment that succeeded. `keepChecks` then says whether the checks are those.
 */
export async function keepChecks(
  { history, health }: WatchedBefore,
  key: UnikernelKey,
  wanted: DeployBody,
): Promise<DeployBody> {
  if (!wanted.keepChecks) return wanted;
  const before = await history.lastPlan(key);
  const standing = await health.find(key);
  const ofConsole = before?.checks.filter(({ kind }) => kind === 'console') ?? [];
  const { checks, settle, deadline, onFailure } = wanted;
  return {
    ...wanted,
    checks: checks ?? [...(standing?.checks ?? []), ...ofConsole],
    settle: settle ?? before?.settle,
    deadline: deadline ?? before?.deadline,
    onFailure: onFailure ?? before?.onFailure ?? undefined,
    keepChecks: checks === undefined,
  };
}
