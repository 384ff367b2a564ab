import type { Clock } from '../base/clock.ts';
import type { EntityManager } from '../database/database.ts';
import { findWhere } from '../database/rows/find-where.ts';
import { Deployment } from './entity.ts';

const latestOther =
  'host = ? and domain = ? and unikernel = ? and id <> ? order by started_at desc limit 1';

/**
 * When a deployment begins: now, but after whatever else was done to the unikernel. Clocks of servers differ, and
 * are set back, and what came later is told by this time.
 */
export async function nextStart(
  em: EntityManager,
  { id, host, domain, unikernel }: Pick<Deployment, 'id' | 'host' | 'domain' | 'unikernel'>,
  clock: Clock,
): Promise<Date> {
  const [last] = await findWhere(em, Deployment, latestOther, [host, domain, unikernel, id]);
  return new Date(Math.max(clock().getTime(), (last?.startedAt.getTime() ?? 0) + 1));
}
