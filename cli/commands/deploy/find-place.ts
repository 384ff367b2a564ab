import type { Context } from '../context.ts';
import { onlyHost } from '../only-host.ts';
import { findByName, type Place, readPlace } from '../unikernels/place.ts';

/**
 * Where something is deployed: where it is, else on the only host that there is for us. Throws
 * `CommandError` where that is none or several.
 */
export async function findPlaceToDeploy(context: Context, text: string): Promise<Place> {
  const { host, name } = readPlace(text);
  if (host !== null) return { host, name };
  const api = await context.api();
  return (await findByName(context, api, name)) ?? { host: await onlyHost(api, name), name };
}
