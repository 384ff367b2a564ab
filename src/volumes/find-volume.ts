import type { Label } from '../albatross/names.ts';
import type { PlacedRequest } from '../places/places.ts';
import type { Deps } from './deps.ts';
import { locateVolume, type VolumeLocation } from './location.ts';

/** A request that names a volume in its path. */
export interface VolumeRequest extends PlacedRequest {
  readonly params: { readonly host: Label; readonly name: Label };
}

/** Where the volume of a path is, or would be. Throws as `Places.of` does. */
export async function findVolume(
  { places }: Pick<Deps, 'places'>,
  request: VolumeRequest,
): Promise<VolumeLocation> {
  return locateVolume(await places.of(request), request.params.name);
}
