import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { Place } from '../places/place.ts';
import type { Deps } from './deps.ts';
import { locateVolume } from './location.ts';
import { holdVolume } from './volume-locks.ts';

/** A volume as it is asked for. */
export interface NewVolume {
  readonly name: Label;
  /** MiB. */
  readonly size: number;
}

/**
 * A new volume, which reads as zeros. Throws `volume-busy`, and as `Authority.expect` and the host
 * do.
 */
export async function createVolume(
  { locks }: Pick<Deps, 'locks'>,
  place: Place,
  { name, size }: NewVolume,
  signal?: AbortSignal,
): Promise<BlockDevice> {
  place.authority.expect('volumes:write', name); // it came in the body
  const { key, host, target } = locateVolume(place, name);
  await using hold = await holdVolume(locks, key);
  await host.change((client, bound) => client.addVolume(target, size, { signal: bound }), {
    signal,
    lost: hold.lost,
  });
  return { name: { path: [key.domain], label: name }, size, active: false };
}
