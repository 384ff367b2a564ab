import type { Label } from '../albatross/names.ts';
import type { PlacedRequest, Places } from '../places/places.ts';
import { locateUnikernel, type UnikernelLocation } from './location.ts';

/** A request that names a unikernel in its path. */
export interface UnikernelRequest extends PlacedRequest {
  readonly params: { readonly host: Label; readonly name: Label };
}

/** Where the unikernel of a path is, or would be. Throws as `Places.of` does. */
export async function findUnikernel(
  { places }: { readonly places: Places },
  request: UnikernelRequest,
): Promise<UnikernelLocation> {
  return locateUnikernel(await places.of(request), request.params.name);
}
