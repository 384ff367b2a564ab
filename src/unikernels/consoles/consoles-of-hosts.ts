import { parseLabel } from '../../albatross/names.ts';
import { Breath } from '../../base/breath.ts';
import type { EntityManager } from '../../database/database.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { countConsolesOn, expired } from './count-consoles.ts';
import { ConsoleSegment } from './entity.ts';

/** What unikernels on a host have printed; contents outside of the database go within an hour. */
export const consolesOfHosts: HostBelongings = {
  async count(em, host) {
    return { consoles: await countConsolesOn(em, host) };
  },
  async rename(em, from, to) {
    const host = parseLabel(to);
    for await (const its of segmentsOf(em, from))
      await em.nativeUpdate(ConsoleSegment, its, { host });
  },
  async end(em, name) {
    for await (const its of segmentsOf(em, name)) {
      await em.nativeDelete(ConsoleSegment, { ...its, digest: null });
      await em.nativeUpdate(ConsoleSegment, its, { storedAt: expired });
    }
  },
};

const withSegments = 'select distinct domain, name from console_segments where host = ?';

/** Which segments are whose, unikernel by unikernel: there are many, and on SQLite others are served between. */
async function* segmentsOf(em: EntityManager, on: string) {
  const host = parseLabel(on);
  const breath = new Breath();
  for (const { domain, name } of await em.execute<Whose[]>(withSegments, [host])) {
    await breath.take();
    yield { host, domain, name };
  }
}

type Whose = Pick<ConsoleSegment, 'domain' | 'name'>;
