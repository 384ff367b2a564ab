import type { ListedVolume } from './list-volumes.ts';

/** A volume as the API shows it. `size` is in MiB. */
export function presentVolume({ host, volume, deletionProtection }: ListedVolume) {
  const { name, size, active: inUse } = volume;
  return { host, name: name.label, size, inUse, deletionProtection };
}
