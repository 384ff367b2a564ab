import { formatName } from '../albatross/names.ts';
import type { ListedVolume } from './list-volumes.ts';

/** A volume as the API shows it, a foreign one by its whole name. `size` is in MiB. */
export function presentVolume({ host, volume, foreign, deletionProtection }: ListedVolume) {
  const { name, size, active: inUse } = volume;
  return {
    host,
    name: foreign ? formatName(name) : name.label,
    account: name.path[0] ?? null,
    foreign,
    ...{ size, inUse, deletionProtection },
  };
}
