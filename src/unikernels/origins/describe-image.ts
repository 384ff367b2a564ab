import type { StoredImage } from '../../storage/image-store.ts';
import type { Origin } from './origin.ts';

const services: Readonly<Record<Origin['kind'], string>> = {
  release: 'A kept release',
  github: 'GitHub',
  oci: 'A registry',
  builder: 'The builder',
  https: 'The web',
};

/** Where an image came from and what it is, in words. */
export function describeImage(
  { kind, from, version }: Origin,
  { size, digest }: Pick<StoredImage, 'size' | 'digest'>,
): string {
  const which = version === null ? from : `${from} ${version}`;
  return `${services[kind]}: ${which}, ${size} octets, SHA-256 ${digest}`;
}
