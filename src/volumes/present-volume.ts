import type { ListedVolume } from './list-volumes.ts';

/** A volume as the API shows it. `size` is in MiB. */
export function presentVolume({ host, volume }: ListedVolume) {
  return { host, name: volume.name.label, size: volume.size, inUse: volume.active };
}
