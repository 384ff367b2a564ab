import type { BlockDevice } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { ListedVolume } from './list-volumes.ts';

/** A volume as the API shows it. `size` is in MiB. */
export function presentVolume(host: Label, volume: BlockDevice) {
  return { host, name: volume.name.label, size: volume.size, inUse: volume.active };
}

export function presentListed({ host, volume }: ListedVolume) {
  return presentVolume(host, volume);
}
