import type { Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { HostLists, ManagedHost } from '../host-client/managed-host.ts';
import {
  type AcrossHosts,
  type ReadAcrossOptions,
  readAcrossHosts,
} from '../host-client/read-across-hosts.ts';
import { type Actor, mayAct } from '../identity/access/actor.ts';

/** A unikernel of a list. */
export interface ListedUnikernel {
  readonly host: Label;
  readonly name: Label;
  readonly info: UnikernelInfo;
}

/** The domain's unikernels on one host that the actor may see, by name. */
export async function listUnikernels(
  actor: Actor,
  host: HostLists,
  account: Label,
  signal?: AbortSignal,
): Promise<ListedUnikernel[]> {
  const unikernels = await host.unikernels(signal);
  const listed = unikernels.flatMap(({ name: { path, label: name }, value: info }) => {
    if (name === null || path.length !== 1 || path[0] !== account) return [];
    const mayBeSeen = mayAct(actor, 'unikernels:read', { host: host.name, name });
    return mayBeSeen ? [{ host: host.name, name, info }] : [];
  });
  return listed.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The domain's unikernels on all of these hosts that the actor may see, by host and name. */
export async function listAcrossHosts(
  actor: Actor,
  hosts: readonly ManagedHost[],
  account: Label,
  options: ReadAcrossOptions,
): Promise<AcrossHosts<ListedUnikernel>> {
  const visible = hosts.filter(({ name }) => mayAct(actor, 'unikernels:read', { host: name }));
  const read = (host: HostLists, signal?: AbortSignal) =>
    listUnikernels(actor, host, account, signal);
  const { data, errors } = await readAcrossHosts(visible, read, options);
  const keyOf = ({ host, name }: ListedUnikernel) => `${host}/${name}`;
  return { data: data.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)), errors };
}
