import type { BlockDevice } from '../albatross/messages.ts';
import type { Label, Name } from '../albatross/names.ts';
import type { HostLists, ManagedHost } from '../host-client/managed-host.ts';
import {
  type AcrossHosts,
  type ReadAcrossOptions,
  readAcrossHosts,
} from '../host-client/read-across-hosts.ts';
import { type Actor, mayAct } from '../identity/access/actor.ts';

/** A volume of a list, and the host that has it. */
export interface ListedVolume {
  readonly host: Label;
  readonly volume: BlockDevice;
}

/** The domain's volumes on one host that the actor may see, by name. */
export async function listVolumes(
  actor: Actor,
  host: HostLists,
  account: Label,
  signal?: AbortSignal,
): Promise<ListedVolume[]> {
  const volumes = await host.volumes(signal);
  return volumes
    .filter(({ name }) => isIn(name, account) && maySee(actor, host.name, name))
    .sort((one, other) => (`${one.name.label}` < `${other.name.label}` ? -1 : 1))
    .map((volume) => ({ host: host.name, volume }));
}

/** The domain's volumes on all of these hosts that the actor may see, by host and name. */
export async function listAcrossHosts(
  actor: Actor,
  hosts: readonly ManagedHost[],
  account: Label,
  options: ReadAcrossOptions,
): Promise<AcrossHosts<ListedVolume>> {
  const visible = hosts
    .filter(({ name }) => mayAct(actor, 'volumes:read', { host: name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const read = (host: HostLists, signal?: AbortSignal) => listVolumes(actor, host, account, signal);
  return await readAcrossHosts(visible, read, options);
}

const isIn = ({ path, label }: Name, account: Label) =>
  label !== null && path.length === 1 && path[0] === account;

const maySee = (actor: Actor, host: Label, { label }: Name) =>
  label !== null && mayAct(actor, 'volumes:read', { host, name: label });
