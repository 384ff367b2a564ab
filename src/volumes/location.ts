import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { Target } from '../albatross/transport.ts';
import { Problem } from '../base/errors.ts';
import type { HostDomain } from '../places/place.ts';
import { type Used, userOf } from './volume-user.ts';

/** Where a volume is, or would be, and what a command needs to name it. */
export interface VolumeLocation extends Used {
  readonly target: Target & { readonly label: Label };
}

/** The location of a volume in a domain on a host. */
export function locateVolume(
  { host, domain, authority }: HostDomain & Pick<Used, 'authority'>,
  label: Label,
): VolumeLocation {
  return {
    ...(authority && { authority }),
    key: { host: host.name, domain: domain.label, volume: label },
    host,
    target: { domains: [domain], label },
  };
}

/** The volume as its host has it now. Throws `volume-unknown`. */
export async function expectVolume(
  { host, key, target }: VolumeLocation,
  signal?: AbortSignal,
): Promise<BlockDevice> {
  const found = await host.read(
    (client, bound) => client.volume(target, { signal: bound }),
    signal,
  );
  if (found) return found;
  throw new Problem('volume-unknown', `There is no volume ${key.volume} on ${key.host}.`);
}

/**
 * The volume, which no unikernel may hold: the host would not say so
 * (docs/albatross-protocol.md, section 5).
 */
export async function expectFreeVolume(
  location: VolumeLocation,
  signal?: AbortSignal,
): Promise<BlockDevice> {
  const volume = await expectVolume(location, signal);
  if (volume.active) throw await refuseInUse(location, signal);
  return volume;
}

/** The refusal of what a volume has to be free for. */
export async function refuseInUse(
  location: VolumeLocation,
  signal?: AbortSignal,
): Promise<Problem> {
  const { volume, host } = location.key;
  const user = await userOf(location, signal);
  const by = user === null ? 'a unikernel' : `the unikernel ${user}`;
  return new Problem(
    'volume-in-use',
    `The volume ${volume} on ${host} is in use by ${by}. Stop that first.`,
  );
}

/** Octets of one MiB, in which albatross counts. */
export const mebibyte = 1024 * 1024;
