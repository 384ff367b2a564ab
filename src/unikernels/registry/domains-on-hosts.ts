import { isLabel } from '../../albatross/names.ts';
import type { EntityManager } from '../../database/database.ts';
import { StoredUnikernel } from './entity.ts';

/** Whose unikernels are known on some hosts: names of accounts by the host's name. */
export async function domainsOnHosts(
  em: EntityManager,
  hosts: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await em
    .createQueryBuilder(StoredUnikernel, 'u')
    .select(['u.host', 'u.domain'], true)
    .where({ host: { $in: hosts.filter(isLabel) }, destroyedAt: null })
    .execute('all');
  const byHost = Map.groupBy(rows, ({ host }) => `${host}`);
  return new Map([...byHost].map(([host, all]) => [host, all.map(({ domain }) => domain)]));
}
