import type { Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { AcrossHosts } from '../host-client/read-across-hosts.ts';
import { type ListedPlace, type ListOptions, listEverywhere } from '../places/list-everywhere.ts';
import type { Place } from '../places/place.ts';

/** A unikernel of a list. */
export interface ListedUnikernel {
  readonly host: Label;
  readonly name: Label;
  readonly info: UnikernelInfo;
  /** Whether the actor may read its arguments whole. */
  readonly whole: boolean;
}

/** The domain's unikernels on one host that the actor may see, by name. */
export async function listUnikernels(
  { host, domain, authority }: ListedPlace,
  signal?: AbortSignal,
): Promise<ListedUnikernel[]> {
  const unikernels = await host.unikernels(signal);
  const listed = unikernels.flatMap(({ name: { path, label: name }, value: info }) => {
    if (name === null || path.length !== 1 || path[0] !== domain.label) return [];
    if (!authority.allows('unikernels:read', name)) return [];
    return [{ host: host.name, name, info, whole: authority.allows('unikernels:write', name) }];
  });
  return listed.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The same in all these places, by host and name. */
export async function listAllUnikernels(
  places: readonly Place[],
  options: ListOptions,
): Promise<AcrossHosts<ListedUnikernel>> {
  const visible = places.filter(({ authority }) => authority.allows('unikernels:read'));
  return await listEverywhere(visible, listUnikernels, options);
}
