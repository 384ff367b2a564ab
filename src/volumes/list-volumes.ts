import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { AcrossHosts } from '../host-client/read-across-hosts.ts';
import { type ListedPlace, type ListOptions, listEverywhere } from '../places/list-everywhere.ts';
import type { Place } from '../places/place.ts';

/** A volume of a list, and the host that has it. */
export interface ListedVolume {
  readonly host: Label;
  readonly volume: BlockDevice;
}

/** The domain's volumes on one host that the actor may see, by name. */
export async function listVolumes(
  { host, domain, authority }: ListedPlace,
  signal?: AbortSignal,
): Promise<ListedVolume[]> {
  const volumes = await host.volumes(signal);
  const isVisible = ({ name: { path, label } }: BlockDevice) =>
    label !== null &&
    path.length === 1 &&
    path[0] === domain.label &&
    authority.allows('volumes:read', label);
  return volumes
    .filter(isVisible)
    .sort((one, other) => (`${one.name.label}` < `${other.name.label}` ? -1 : 1))
    .map((volume) => ({ host: host.name, volume }));
}

/** The same in all these places, by host and name. */
export async function listAllVolumes(
  places: readonly Place[],
  options: ListOptions,
): Promise<AcrossHosts<ListedVolume>> {
  const visible = places.filter(({ authority }) => authority.allows('volumes:read'));
  return await listEverywhere(visible, listVolumes, options);
}
