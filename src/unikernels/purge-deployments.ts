import type { Clock } from '../base/clock.ts';
import type { Database } from '../database/database.ts';
import { deleteInSteps } from '../database/rows/delete-in-steps.ts';
import { execute } from '../database/rows/statement.ts';
import { Deployment } from './entity.ts';

/** Deployments of one unikernel that are kept. */
const maxKept = 200;
/** Milliseconds for which those of a unikernel are kept that nothing else is remembered of. */
const goneKept = 90 * 24 * 3600 * 1000;

/** Of which unikernel some deployments are. */
type NamedRow = Pick<Deployment, 'host' | 'domain' | 'unikernel'>;

/**
 * Forgets the oldest of each unikernel that are over, and those of unikernels that nobody remembers. Most have
 * none to forget: which have is told by an index alone, since the rows are large and many.
 */
export async function purgeDeployments(database: Database, clock: Clock): Promise<void> {
  for (const { host, domain, unikernel } of await find(database, hasMany, [maxKept])) {
    const key = [host, domain, unikernel];
    await deleteInSteps(database, Deployment, isBeyond, [...key, ...key, maxKept - 1]);
  }
  const before = new Date(clock().getTime() - goneKept);
  for (const { host, domain, unikernel } of await find(database, isOfNone, [])) {
    await deleteInSteps(database, Deployment, isLongOver, [host, domain, unikernel, before]);
  }
}

const hasMany = 'count(*) > ?';

const isOfNone = `not exists (
  select 1 from unikernels
  where unikernels.host = deployments.host
    and unikernels.domain = deployments.domain
    and unikernels.name = deployments.unikernel
)`;

const isOfIt = 'host = ? and domain = ? and unikernel = ?';

const isLongOver = `${isOfIt} and finished_at < ?`;

const isOver = `${isOfIt} and finished_at is not null`;

/** It is older than the last one that is kept. */
const isBeyond = `${isOver} and started_at < (
  select started_at from deployments where ${isOver} order by started_at desc limit 1 offset ?
)`;

async function find(
  database: Database,
  which: string,
  values: readonly number[],
): Promise<readonly NamedRow[]> {
  // In the order of the index that has these columns.
  const each = 'select host, domain, unikernel from deployments group by domain, host, unikernel';
  return (await execute<NamedRow>(database.em(), `${each} having ${which}`, values)).rows;
}
