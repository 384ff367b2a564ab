import { type RecordedChange, restoreLost } from '../audit/restore-lost.ts';
import type { Database } from '../database/database.ts';
import { Domain } from '../identity/accounts/entity.ts';
import type { DeploymentRecords } from '../unikernels/deployment-records.ts';
import type { Deployment } from '../unikernels/entity.ts';
import type { ServerDeps } from './server-deps.ts';

interface RestoringDeps extends Pick<ServerDeps, 'database' | 'clock'> {
  readonly config: Pick<ServerDeps['config'], 'auditDays'>;
}

/** Has the audit tell of the changes of unikernels that are recorded, whose events are lost. */
export async function restoreAudit(
  { database, clock, config }: RestoringDeps,
  records: Pick<DeploymentRecords, 'changesSince'>,
): Promise<void> {
  await restoreLost({
    ...{ database, now: clock(), days: config.auditDays },
    async changes(begun, ended) {
      const changes = await records.changesSince(begun, ended);
      const ids = await accountIds(database, changes);
      return changes.map((each) => recordedChange(each, ids.get(each.accountName) ?? null));
    },
  });
}

/** By their names, which no other account ever gets. */
async function accountIds(
  database: Database,
  changes: readonly Deployment[],
): Promise<ReadonlyMap<string, string>> {
  if (changes.length === 0) return new Map();
  const names = [...new Set(changes.map(({ accountName }) => accountName))];
  const domains = await database.em().find(Domain, { name: names });
  return new Map(domains.map(({ name, accountId }) => [name, accountId]));
}

function recordedChange(deployment: Deployment, accountId: string | null): RecordedChange {
  const { startedAt: at, requestId, accountName, domain, action, host, unikernel } = deployment;
  return {
    ...{ at, requestId, accountName, accountId, domain },
    tokenName: deployment.tokenName ?? null,
    tokenPrefix: deployment.tokenPrefix ?? null,
    action: `${action}Unikernel`,
    object: `hosts/${host}/unikernels/${unikernel}`,
  };
}
