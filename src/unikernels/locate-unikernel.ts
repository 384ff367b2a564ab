import type { Named } from '../albatross/messages.ts';
import { isBelow, type Label, type Name } from '../albatross/names.ts';
import type { Domain, Target } from '../albatross/transport.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { HostLists, ManagedHost } from '../host-client/managed-host.ts';
import type { DomainDirectory, HostDirectory } from '../volumes/locate-volume.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** Which unikernel is meant, by names alone. `account` is the domain: the actor's, or another's. */
export interface UnikernelPlace {
  readonly host: Label;
  readonly account: Label;
  readonly name: Label;
}

/** A unikernel's place: the host that has it, and what a command needs to name it. */
export interface LocatedUnikernel {
  readonly key: UnikernelKey;
  readonly host: ManagedHost;
  readonly domain: Domain;
  readonly name: Name;
  readonly target: Target & { readonly label: Label };
}

/** Where a unikernel is, or would be. Throws `host-unknown`, `no-policy`. */
export async function locateUnikernel(
  directories: { readonly hosts: HostDirectory; readonly policies: DomainDirectory },
  { host: hostName, account, name }: UnikernelPlace,
): Promise<LocatedUnikernel> {
  const host = directories.hosts.get(hostName);
  const domain = await directories.policies.domainOn(host, account);
  return {
    key: { host: hostName, domain: account, name },
    host,
    domain,
    name: { path: [account], label: name },
    target: { domains: [domain], label: name },
  };
}

/** The unikernel as its host has it now, sizes included. Throws `unikernel-unknown`. */
export async function expectUnikernel(
  located: LocatedUnikernel,
  signal?: AbortSignal,
): Promise<UnikernelInfo> {
  const { host, target, key } = located;
  const found = await host.read(
    (client, bound) => client.unikernel(target, { signal: bound }),
    signal,
  );
  if (found) return found;
  throw new Problem('unikernel-unknown', `No unikernel ${key.name} runs on ${key.host}.`);
}

/** What runs on a host: the unikernel itself, all others of its domain, and everything. */
export interface Surroundings {
  /** Without the sizes of its volumes. */
  readonly current: UnikernelInfo | null;
  readonly others: readonly UnikernelInfo[];
  readonly all: readonly UnikernelInfo[];
}

/** What runs beside a unikernel. */
export async function surroundingsOf(
  { key, name }: Pick<LocatedUnikernel, 'key' | 'name'>,
  host: HostLists,
  signal?: AbortSignal,
): Promise<Surroundings> {
  const all = await host.unikernels(signal);
  const below = all.filter((unikernel) => isBelow(unikernel.name, [key.domain]));
  const isIt = (unikernel: Named<UnikernelInfo>) =>
    unikernel.name.path.length === name.path.length && unikernel.name.label === name.label;
  return {
    current: below.find(isIt)?.value ?? null,
    others: below.filter((unikernel) => !isIt(unikernel)).map(({ value }) => value),
    all: all.map(({ value }) => value),
  };
}
