import type { Label } from '../albatross/names.ts';
import type { Place } from '../places/place.ts';

/** The consoles that outlived their unikernels and that the actor may see, by name. */
export async function listConsoles(
  { host, domain, authority }: Place,
  signal?: AbortSignal,
): Promise<Label[]> {
  const names = await host.inactiveConsoles([domain], signal);
  const own = names.flatMap(({ path, label }) => (path.length === 1 && label ? label : []));
  return own.filter((name) => authority.allows('unikernels:read', name)).sort();
}
