import type { Host } from '../albatross/host/host.ts';
import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { Place } from '../places/place.ts';
import type { Deps } from './deps.ts';
import type { ListedVolume } from './list-volumes.ts';
import { locateVolume } from './location.ts';
import { holdVolume, type VolumeKey } from './volume-locks.ts';

type FormerDeps = Pick<Deps, 'pending' | 'records' | 'protection'>;

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
  deps: Pick<Deps, 'locks'> & FormerDeps,
  place: Place,
  { name, size }: NewVolume,
  signal?: AbortSignal,
): Promise<ListedVolume> {
  place.authority.expect('volumes:write', name); // it came in the body
  const { key, host, target } = locateVolume(place, name);
  await using hold = await holdVolume(deps.locks, key);
  const add = async (client: Host, bound: AbortSignal) => {
    const { authority } = await place.confirm();
    authority.expect('volumes:write', name);
    await forgetFormer(deps, key, () => client.volume(target, { signal: bound }));
    await client.addVolume(target, size, { signal: bound });
  };
  await host.change(add, { signal, lost: hold.lost });
  const volume = { name: { path: [key.domain], label: name }, size, active: false };
  return { host: key.host, volume, foreign: false, deletionProtection: false };
}

/** What is left of a volume that is gone goes first, so that nothing of it comes into the new one, whatever happens. */
async function forgetFormer(
  { records, pending, protection }: FormerDeps,
  key: VolumeKey,
  find: () => Promise<BlockDevice | null>,
): Promise<void> {
  const wasRemoved = await records.isRemoving(key);
  if (!wasRemoved && !(await protection.isOn(key))) return;
  if (await find()) return;
  if (wasRemoved) await pending.forget(key);
  await protection.forget(key);
}
