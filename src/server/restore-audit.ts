import { type RecordedChange, restoreLost } from '../audit/restore-lost.ts';
import type { Database } from '../database/database.ts';
import { Domain } from '../identity/accounts/entity.ts';
import type { DeploymentRecords } from '../unikernels/deployment-records.ts';
import type { Deployment } from '../unikernels/entity.ts';

/** Has the audit tell of the changes of unikernels that are recorded, whose events are lost. */
export async function restoreAudit(
  database: Database,
  records: Pick<DeploymentRecords, 'changesSince'>,
): Promise<void> {
  await restoreLost(database, async (moment) => {
    const changes = await records.changesSince(moment);
    if (changes.length === 0) return [];
    const names = [...new Set(changes.map(({ accountName }) => accountName))];
    const accounts = await database.em().find(Domain, { name: names });
    const ids = new Map(accounts.map(({ name, accountId }) => [name, accountId]));
    return changes.map((each) => recordedChange(each, ids.get(each.accountName) ?? null));
  });
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
