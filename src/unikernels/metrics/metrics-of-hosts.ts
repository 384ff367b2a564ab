import { parseLabel } from '../../albatross/names.ts';
import type { EntityManager } from '../../database/database.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import type { UsageHistory } from './history/usage-history.ts';

/**
 * What unikernels on a host used is kept by their ids, so it stays theirs; it ends with the host: at once, or,
 * where that cannot be just now, with what is removed each hour.
 */
export const metricsOfHosts = (
  usage: Pick<UsageHistory, 'count' | 'forget'>,
  report: (error: unknown, what: string) => void,
): HostBelongings => ({
  async count(em, host) {
    return { metrics: await usage.count(await idsOn(em, host)) };
  },
  async followUp(em, host) {
    const ids = await idsOn(em, host);
    const failure = `what unikernels on ${host} used is not removed yet`;
    return () => usage.forget(ids).catch((error) => report(error, failure));
  },
});

/** Those that were destroyed included. */
async function idsOn(em: EntityManager, host: string): Promise<readonly string[]> {
  const where = { host: parseLabel(host) };
  const unikernels = await em.find(StoredUnikernel, where, { fields: ['id'] });
  return unikernels.map(({ id }) => id);
}
