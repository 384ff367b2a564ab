import type { Label } from '../../albatross/names.ts';
import { transactLongWhile } from '../../database/transact-while.ts';
import { StoredHost } from '../../host-client/entity.ts';
import { holdHost } from '../hold-host.ts';
import { forgetDefaults } from '../policies/defaults/default-policies.ts';
import { StoredPolicy } from '../policies/entity.ts';
import type { Deps } from './deps.ts';
import { endBelongings } from './end-belongings.ts';

/** Forgets a host with all that is kept of it; what runs there stays. Throws `host-unknown`, `host-busy`. */
export async function removeHost(deps: Deps, name: Label, signal: AbortSignal): Promise<void> {
  const { database, hosts, locks } = deps;
  await using alone = await holdHost(locks, name, signal);
  const { id } = hosts.get(name);
  const followUp = await transactLongWhile(database, alone.lost, async (em) => {
    await em.nativeDelete(StoredPolicy, { hostId: id });
    await forgetDefaults(em, id);
    await em.nativeDelete(StoredHost, { id });
    return await endBelongings(em, deps, name);
  });
  hosts.remove(name);
  await followUp();
}
