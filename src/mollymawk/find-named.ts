import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { Scope } from '../identity/access/scopes.ts';
import { Authority } from '../places/authority.ts';
import type { Place } from '../places/place.ts';
import type { Asking, Places } from '../places/places.ts';
import { locateUnikernel, type UnikernelLocation } from '../unikernels/location.ts';
import { locateVolume, type VolumeLocation } from '../volumes/location.ts';

/** What a request names, in the account's own domain. */
export interface Named {
  readonly host: Label;
  readonly name: Label;
}

interface FindingDeps {
  readonly places: Places;
}

/**
 * The account's domain, which has a policy on some host: asked before a body is kept, since which host
 * it is for may come last in it. Throws `no-policy`, and as `Places.findAll` does.
 */
export async function expectSomePolicy({ places }: FindingDeps, request: Asking): Promise<Label> {
  const [place] = await places.findAll(request);
  if (place) return place.domain.label;
  const detail = 'The account has no policy on any host. An administrator can give it one.';
  throw new Problem('no-policy', detail);
}

/**
 * Where something is, or would be, that a body or a query names, where no route sees the names: so
 * it is looked at here whether the actor may touch it; null for a name: nothing there may be named yet.
 * Throws the 403 that says what is missing, and as `Places.find` does.
 */
export async function findNamed(
  { places }: FindingDeps,
  request: Asking,
  scope: Scope,
  { host, name }: { readonly host: Label; readonly name: Label | null },
): Promise<Place> {
  new Authority(request.actor, host).expect(scope, name ?? undefined);
  return await places.find(request, host);
}

/** Whether whatever is named may be touched, as far as names go: most tokens are for all of them. */
export const isForAnyName = ({ credential }: Asking['actor']): boolean =>
  credential.kind === 'session' || credential.names === null;

export async function findNamedUnikernel(
  deps: FindingDeps,
  request: Asking,
  scope: 'unikernels:read' | 'unikernels:write',
  named: Named,
): Promise<UnikernelLocation> {
  return locateUnikernel(await findNamed(deps, request, scope, named), named.name);
}

export async function findNamedVolume(
  deps: FindingDeps,
  request: Asking,
  scope: 'volumes:read' | 'volumes:write',
  named: Named,
): Promise<VolumeLocation> {
  return locateVolume(await findNamed(deps, request, scope, named), named.name);
}
