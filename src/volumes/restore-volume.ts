import { refuseInUse, type VolumeLocation } from './location.ts';

/**
 * Makes a volume that a killed host has lost, or left as short as what it had written, what it was:
 * removed where it is too short, and created with `size` MiB. Its content is gone in any case. Throws
 * `volume-in-use`, and as the host does; `lost` breaks it off.
 */
export async function restoreVolume(
  location: VolumeLocation,
  size: number,
  lost: AbortSignal,
): Promise<void> {
  const { host, target } = location;
  const volume = await host.read((client, signal) => client.volume(target, { signal }), lost);
  if (volume?.active) throw await refuseInUse(location, lost);
  if (volume && volume.size >= size) return;
  if (volume)
    await host.change((client, signal) => client.removeVolume(target, { signal }), { lost });
  await host.change((client, signal) => client.addVolume(target, size, { signal }), { lost });
}
