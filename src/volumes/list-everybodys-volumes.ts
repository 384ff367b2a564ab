import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import { type AcrossHosts, readAcrossHosts } from '../host-client/read-across-hosts.ts';
import { type Actor, authorize, mayAct } from '../identity/access/actor.ts';
import type { Deps } from './deps.ts';
import type { ListedVolume } from './list-volumes.ts';
import type { VolumeKey } from './volume-locks.ts';

/**
 * Everybody's volumes on all hosts, for administrators: those too that are nobody's,
 * since their names are nested or in the root, or their domain is no account's. Throws `admin-only`
 * and `scope-missing`.
 */
export async function listEverybodysVolumes(
  deps: Pick<Deps, 'hosts' | 'accounts' | 'protection' | 'listTimeout'>,
  actor: Actor,
  signal: AbortSignal,
): Promise<AcrossHosts<ListedVolume>> {
  authorize(actor, 'admin');
  const [accounts, isProtected] = await Promise.all([
    deps.accounts.ofAccounts(),
    deps.protection.everywhere(),
  ]);
  const options = { timeout: deps.listTimeout, signal };
  const { data, errors } = await readAcrossHosts(
    deps.hosts.all(),
    async (host, bound) => {
      const volumes = await host.volumes(bound);
      return volumes.map((volume) => view({ host: host.name, volume }, accounts, isProtected));
    },
    options,
  );
  const visible = data.filter((listed) => mayAct(actor, 'volumes:read', objectOf(listed)));
  return { data: visible, errors };
}

interface Found {
  readonly host: Label;
  readonly volume: BlockDevice;
}

function view(
  { host, volume }: Found,
  accounts: ReadonlySet<Label>,
  isProtected: (key: VolumeKey) => boolean,
): ListedVolume {
  const { path, label } = volume.name;
  const [domain] = path;
  const isOwn = label !== null && domain && path.length === 1 && accounts.has(domain);
  if (!isOwn) return { host, volume, foreign: true, deletionProtection: false };
  const deletionProtection = isProtected({ host, domain, volume: label });
  return { host, volume, foreign: false, deletionProtection };
}

/** What a token has to be for, to see it. */
function objectOf({ host, volume, foreign }: ListedVolume) {
  const name = volume.name.label;
  return !foreign && name !== null ? { host, name } : { host };
}
