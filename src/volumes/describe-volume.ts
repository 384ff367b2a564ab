import type { Deps } from './deps.ts';
import type { ListedVolume } from './list-volumes.ts';
import { expectVolume, type VolumeLocation } from './location.ts';

/** A volume by itself. Throws `volume-unknown`, and as the host does. */
export async function describeVolume(
  { protection }: Pick<Deps, 'protection'>,
  location: VolumeLocation,
  signal?: AbortSignal,
): Promise<ListedVolume> {
  const { key } = location;
  const volume = await expectVolume(location, signal);
  const deletionProtection = await protection.isOn(key);
  return { host: key.host, volume, foreign: false, deletionProtection };
}
