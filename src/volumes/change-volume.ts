import type { Deps } from './deps.ts';
import type { ListedVolume } from './list-volumes.ts';
import { expectVolume, type VolumeLocation } from './location.ts';
import { shareVolume } from './volume-locks.ts';

/** What of a volume is kept here, and can be changed without its host. */
export interface VolumeChange {
  readonly deletionProtection: boolean;
}

/**
 * Changes what of a volume is kept here. One is not protected while an upload is on its way into it.
 * Throws `volume-unknown`, `volume-busy`, `host-unknown` where the host was renamed meanwhile, and as the host does.
 */
export async function changeVolume(
  {
    locks,
    pending,
    protection,
    hostNames,
  }: Pick<Deps, 'locks' | 'pending' | 'protection' | 'hostNames'>,
  location: VolumeLocation,
  { deletionProtection }: VolumeChange,
  signal?: AbortSignal,
): Promise<ListedVolume> {
  const { key } = location;
  await using hold = await shareVolume(locks, key);
  const volume = await expectVolume(location, signal);
  if (deletionProtection) await pending.expectNone(key);
  hold.lost.throwIfAborted(); // the host was asked meanwhile
  await protection.set(key, deletionProtection);
  await hostNames.expectSame(location.host, () => protection.forget(key));
  return { host: key.host, volume, foreign: false, deletionProtection };
}
