import { parseLabel } from '../../albatross/names.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import type { UsageHistory } from './history/usage-history.ts';

/**
 * What unikernels on a host used is kept by their ids, so it stays theirs; it ends with the host: at once, or,
 * where that cannot be just now, with what is removed each hour.
 */
export const metricsOfHosts = (
  usage: Pick<UsageHistory, 'forget'>,
  report: (error: unknown, what: string) => void,
): HostBelongings => ({
  async followUp(em, host) {
    const where = { host: parseLabel(host) };
    const unikernels = await em.find(StoredUnikernel, where, { fields: ['id'] });
    const failure = `what unikernels on ${host} used is not removed yet`;
    return () =>
      usage.forget(unikernels.map(({ id }) => id)).catch((error) => report(error, failure));
  },
});
