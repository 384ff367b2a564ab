import { parseLabel } from '../../albatross/names.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { addUsage } from './account-usage.ts';
import { AccountUsage } from './entity.ts';

/** The usage of months goes along with a host's name, and is kept when it is removed. */
export const usageOfHosts: HostBelongings = {
  async rename(em, from, to) {
    const former = { host: parseLabel(from) };
    const rows = await em.find(AccountUsage, former, { disableIdentityMap: true });
    await em.nativeDelete(AccountUsage, former);
    // A host that was removed may have left some by that name.
    for (const row of rows) await addUsage(em, { ...row, host: parseLabel(to) });
  },
};
