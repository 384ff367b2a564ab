import type { Clock } from '../base/clock.ts';
import type { Database } from '../database/database.ts';
import { deleteInSteps } from '../database/rows/delete-in-steps.ts';
import { execute } from '../database/rows/statement.ts';
import { Deployment } from './entity.ts';

/** Deployments of one unikernel that are kept. */
const maxKept = 200;
/** Milliseconds for which those of a unikernel are kept that nothing else is remembered of. */
const goneKept = 90 * 24 * 3600 * 1000;

/** Names of a domain of which nothing else is remembered: whoever deploys may make up as many as they like. */
const maxGone = 1_000;

/** Of which unikernel some deployments are. */
interface NamedRow extends Pick<Deployment, 'host' | 'domain' | 'unikernel'> {
  /** When the last of them began, as the database has it: what is later is greater. */
  readonly latest: number | string | Date;
}

/**
 * Forgets the oldest of each unikernel that are over, and those of unikernels that nobody remembers. Most have
 * none to forget: which have is told by an index alone, since the rows are large and many.
 */
export async function purgeDeployments(database: Database, clock: Clock): Promise<void> {
  for (const { host, domain, unikernel } of await find(database, hasMany, [maxKept])) {
    const key = [host, domain, unikernel];
    await deleteInSteps(database, Deployment, isBeyond, [...key, ...key, maxKept - 1]);
  }
  const now = clock();
  const before = new Date(now.getTime() - goneKept);
  for (const names of Map.groupBy(await find(database, isOfNone, []), domainOf).values()) {
    for (const [index, { host, domain, unikernel }] of names.toSorted(latestFirst).entries()) {
      const over = index < maxGone ? before : now;
      await deleteInSteps(database, Deployment, isLongOver, [host, domain, unikernel, over]);
    }
  }
}

const domainOf = ({ domain }: NamedRow) => domain;

const latestFirst = (one: NamedRow, other: NamedRow) => (one.latest < other.latest ? 1 : -1);

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
  const each = `select host, domain, unikernel, max(started_at) as latest
    from deployments group by domain, host, unikernel`;
  return (await execute<NamedRow>(database.em(), `${each} having ${which}`, values)).rows;
}
