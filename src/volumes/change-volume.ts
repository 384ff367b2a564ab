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
 * Throws `volume-unknown`, `volume-busy`, and as the host does.
 */
export async function changeVolume(
  { locks, pending, protection }: Pick<Deps, 'locks' | 'pending' | 'protection'>,
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
  return { host: key.host, volume, foreign: false, deletionProtection };
}
