import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { AcrossHosts } from '../host-client/read-across-hosts.ts';
import { type ListedPlace, type ListOptions, listEverywhere } from '../places/list-everywhere.ts';
import type { Place } from '../places/place.ts';
import type { Deps } from './deps.ts';
import type { VolumeKey } from './volume-locks.ts';

/** A volume, the host that has it, and what is kept of it here. */
export interface ListedVolume {
  readonly host: Label;
  readonly volume: BlockDevice;
  /** Whether it is nobody's here: administrators see it, and nothing is kept of it. */
  readonly foreign: boolean;
  readonly deletionProtection: boolean;
}

/** The domain's volumes on one host that the actor may see, by name. */
export async function listVolumes(
  { protection }: Pick<Deps, 'protection'>,
  place: ListedPlace,
  signal?: AbortSignal,
): Promise<ListedVolume[]> {
  return await readVolumes(place, await protection.inDomain(place.domain.label), signal);
}

/** The same in all these places, by host and name. */
export async function listAllVolumes(
  { protection }: Pick<Deps, 'protection'>,
  domain: Label,
  places: readonly Place[],
  options: ListOptions,
): Promise<AcrossHosts<ListedVolume>> {
  const visible = places.filter(({ authority }) => authority.allows('volumes:read'));
  const isProtected = await protection.inDomain(domain);
  const read = (place: ListedPlace, signal?: AbortSignal) =>
    readVolumes(place, isProtected, signal);
  return await listEverywhere(visible, read, options);
}

async function readVolumes(
  { host, domain, authority }: ListedPlace,
  isProtected: (key: VolumeKey) => boolean,
  signal?: AbortSignal,
): Promise<ListedVolume[]> {
  const volumes = await host.volumes(signal);
  const listed = volumes.flatMap((volume) => {
    const { path, label } = volume.name;
    if (label === null || path.length !== 1 || path[0] !== domain.label) return [];
    if (!authority.allows('volumes:read', label)) return [];
    const key = { host: host.name, domain: domain.label, volume: label };
    return [
      {
        label,
        listed: { host: host.name, volume, foreign: false, deletionProtection: isProtected(key) },
      },
    ];
  });
  return listed
    .sort((one, other) => (one.label < other.label ? -1 : 1))
    .map(({ listed: volume }) => volume);
}
