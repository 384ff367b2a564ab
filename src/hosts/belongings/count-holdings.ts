import type { Label } from '../../albatross/names.ts';
import type { HostHoldings } from '../../database/host-belongings.ts';
import { countDefaults } from '../policies/defaults/default-policies.ts';
import { StoredPolicy } from '../policies/entity.ts';
import type { Deps } from './deps.ts';

/** How much of each kind is kept of a host: what goes along when it is renamed, and ends when it is removed. */
export async function countHoldings(
  { database, hosts, belongings }: Pick<Deps, 'database' | 'hosts' | 'belongings'>,
  name: Label,
): Promise<HostHoldings> {
  const em = database.em();
  const { id } = hosts.get(name);
  const policies = await em.count(StoredPolicy, { hostId: id });
  const counts: HostHoldings = { policies, ...(await countDefaults(em, id)) };
  for (const { count } of belongings) Object.assign(counts, await count?.(em, name));
  return counts;
}
