import type { Clock } from '../base/clock.ts';
import type { EntityManager } from '../database/database.ts';
import { findWhere } from '../database/rows/find-where.ts';
import { isPostgresql } from '../database/rows/statement.ts';
import type { Part } from '../database/rows/table.ts';
import { Deployment } from './entity.ts';

/** What tells a deployment from all others, and whose it is. */
type Started = Pick<Deployment, 'id' | 'host' | 'domain' | 'unikernel'>;

const others = 'host = ? and domain = ? and unikernel = ? and id <> ?';

/**
 * When a deployment begins: now, but after whatever else was done to the unikernel. Clocks of servers differ, and
 * are set back, and what came later is told by this time.
 */
export async function nextStart(
  em: EntityManager,
  { id, host, domain, unikernel }: Started,
  clock: Clock,
): Promise<Date> {
  const latest = `${others} order by started_at desc limit 1`;
  const [last] = await findWhere(em, Deployment, latest, [host, domain, unikernel, id]);
  return new Date(Math.max(clock().getTime(), (last?.startedAt.getTime() ?? 0) + 1));
}

/** The same for the statement that records it. */
export function nextStartIn(
  em: EntityManager,
  { id, host, domain, unikernel }: Started,
  now: Date,
): Part {
  const last = (next: string) => `(select ${next} from deployments where ${others})`;
  const sql = isPostgresql(em)
    ? `greatest(?::timestamptz, ${last("max(started_at) + interval '1 millisecond'")})`
    : `max(?, ${last('coalesce(max(started_at), 0) + 1')})`;
  return { sql, values: [now, host, domain, unikernel, id] };
}
