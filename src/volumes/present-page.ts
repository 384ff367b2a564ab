import { formatName } from '../albatross/names.ts';
import { type PageRequest, pageOf } from '../http/paging.ts';
import type { ListedVolume } from './list-volumes.ts';
import { presentVolume } from './present-volume.ts';

/** The part of these volumes that is asked for, by host and name, as the API shows it. */
export function presentPage(volumes: readonly ListedVolume[], { limit, cursor }: PageRequest) {
  const { data, next } = pageOf(volumes, positionOf, { limit, cursor });
  return { data: data.map(presentVolume), next };
}

/** A space is less than all that names hold. */
const positionOf = ({ host, volume: { name } }: ListedVolume) =>
  `${host} ${name.label ?? ''} ${formatName(name)}`;
