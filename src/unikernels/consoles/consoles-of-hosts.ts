import { parseLabel } from '../../albatross/names.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { ConsoleSegment } from './entity.ts';

/** Long ago: the next removal of old lines takes it along. */
const expired = new Date(0);

/** What unikernels on a host have printed; contents outside of the database go within an hour. */
export const consolesOfHosts: HostBelongings = {
  async rename(em, from, to) {
    await em.nativeUpdate(ConsoleSegment, { host: parseLabel(from) }, { host: parseLabel(to) });
  },
  async end(em, name) {
    const host = parseLabel(name);
    await em.nativeDelete(ConsoleSegment, { host, digest: null });
    await em.nativeUpdate(ConsoleSegment, { host }, { storedAt: expired });
  },
};
