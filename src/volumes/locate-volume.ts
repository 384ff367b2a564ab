import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { Domain, Target } from '../albatross/transport.ts';
import { Problem } from '../base/errors.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { VolumeKey } from './volume-locks.ts';

/** Finds a host by its name; throws `host-unknown`. */
export interface HostDirectory {
  get(name: Label): ManagedHost;
}

/** What an account may use on a host; throws `no-policy`. */
export interface DomainDirectory {
  domainOn(host: ManagedHost, accountName: Label): Promise<Domain>;
}

/** A volume's place: the host that has it, and what a command needs to name it. */
export interface LocatedVolume {
  readonly key: VolumeKey;
  readonly host: ManagedHost;
  readonly target: Target & { readonly label: Label };
}

/** Where a volume is, or would be. Throws `host-unknown`, `no-policy`. */
export async function locateVolume(
  directories: { readonly hosts: HostDirectory; readonly domains: DomainDirectory },
  key: VolumeKey,
): Promise<LocatedVolume> {
  const host = directories.hosts.get(key.host);
  const domain = await directories.domains.domainOn(host, key.domain);
  return { key, host, target: { domains: [domain], label: key.volume } };
}

/** The volume as its host has it now. Throws `volume-unknown`. */
export async function expectVolume(
  { host, key, target }: LocatedVolume,
  signal?: AbortSignal,
): Promise<BlockDevice> {
  const found = await host.read(
    (client, bound) => client.volume(target, { signal: bound }),
    signal,
  );
  if (found) return found;
  throw new Problem('volume-unknown', `There is no volume ${key.volume} on ${key.host}.`);
}

/** The volume, which no unikernel may hold: the host would not say so (PROTOCOL.md section 5). */
export async function expectFreeVolume(
  located: LocatedVolume,
  signal?: AbortSignal,
): Promise<BlockDevice> {
  const volume = await expectVolume(located, signal);
  if (volume.active) throw refuseInUse(located);
  return volume;
}

/** The refusal of what a volume has to be free for. */
export function refuseInUse({ key }: LocatedVolume): Problem {
  return new Problem(
    'volume-in-use',
    `The volume ${key.volume} on ${key.host} is in use by a unikernel. Destroy that first.`,
  );
}

/** Octets of one MiB, in which albatross counts. */
export const mebibyte = 1024 * 1024;
