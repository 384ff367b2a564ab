import type { Clock } from '../base/clock.ts';
import type { EntityManager } from '../database/database.ts';
import { Deployment } from './entity.ts';

/**
 * When a deployment begins: now, but after whatever else was done to the unikernel. Clocks of servers differ, and
 * are set back, and what came later is told by this time.
 */
export async function nextStart(
  em: EntityManager,
  { id, host, domain, unikernel }: Pick<Deployment, 'id' | 'host' | 'domain' | 'unikernel'>,
  clock: Clock,
): Promise<Date> {
  const others = { host, domain, unikernel, id: { $ne: id } };
  const newest = { fields: ['startedAt'], orderBy: { startedAt: 'desc' } } as const;
  const last = await em.findOne(Deployment, others, newest);
  return new Date(Math.max(clock().getTime(), (last?.startedAt.getTime() ?? 0) + 1));
}
