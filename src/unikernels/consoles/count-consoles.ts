import type { EntityManager } from '../../database/database.ts';
import { execute } from '../../database/rows/statement.ts';

/** Long ago: the next removal of old lines takes along what is stored for then. */
export const expired = new Date(0);

const onHost = `select count(*) as consoles from (select distinct domain, name from console_segments where host = ?)
  as known where exists (select 1 from console_segments as kept where kept.host = ? and kept.domain = known.domain
  and kept.name = known.name and kept.stored_at > ?)`;

const inDomain = `select count(*) as consoles from (select distinct host, name from console_segments
  where domain = ? and stored_at > ?) as known`;

/** How many unikernels on a host have lines here. */
export const countConsolesOn = (em: EntityManager, host: string): Promise<number> =>
  count(em, onHost, [host, host, expired]);

/** How many unikernels of a domain have lines here. */
export const countConsolesOf = (em: EntityManager, domain: string): Promise<number> =>
  count(em, inDomain, [domain, expired]);

async function count(em: EntityManager, text: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await execute<{ consoles: number | string }>(em, text, values);
  return Number(rows[0]?.consoles ?? 0);
}
