import type { Host } from '../albatross/host/host.ts';
import type { Label } from '../albatross/names.ts';
import type { Place } from '../places/place.ts';
import type { Deps } from './deps.ts';
import type { ListedVolume } from './list-volumes.ts';
import { locateVolume } from './location.ts';
import { holdVolume } from './volume-locks.ts';

/** A volume as it is asked for. */
export interface NewVolume {
  readonly name: Label;
  /** MiB. */
  readonly size: number;
}

/**
 * A new volume, which reads as zeros, and is not protected as one of its name may have been. Whoever
 * asks has to be allowed to still when the host's turn comes. Throws `volume-busy`, and as
 * `Place.confirm`, `Authority.expect` and the host do.
 */
export async function createVolume(
  deps: Pick<Deps, 'locks' | 'pending' | 'records' | 'protection'>,
  place: Place,
  { name, size }: NewVolume,
  signal?: AbortSignal,
): Promise<ListedVolume> {
  const { locks, pending, records, protection } = deps;
  place.authority.expect('volumes:write', name); // it came in the body
  const { key, host, target } = locateVolume(place, name);
  await using hold = await holdVolume(locks, key);
  const add = async (client: Host, bound: AbortSignal) => {
    const { authority } = await place.confirm();
    authority.expect('volumes:write', name);
    await client.addVolume(target, size, { signal: bound });
  };
  await host.change(add, { signal, lost: hold.lost });
  if (await records.isRemoving(key)) await pending.forget(key); // it was for the one before
  await protection.forget(key);
  const volume = { name: { path: [key.domain], label: name }, size, active: false };
  return { host: key.host, volume, foreign: false, deletionProtection: false };
}
