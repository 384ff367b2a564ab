import { Problem } from '../base/errors.ts';
import type {
  HandleOrphans,
  OrphanedUnikernel,
  Orphans,
  OrphansRequest,
} from '../identity/accounts/orphans.ts';
import type { Place } from '../places/place.ts';
import type { Deps } from './deps.ts';
import { destroyUnikernel } from './destroy-unikernel.ts';
import { type ListedUnikernel, listAllUnikernels } from './list-unikernels.ts';
import { locateUnikernel } from './location.ts';

type OrphansDeps = Pick<Deps, 'places' | 'locks' | 'deployments' | 'registry' | 'listTimeout'>;

/**
 * Finds an account's unikernels on all hosts, and destroys them where that is asked for: on each
 * host one after the other. A host that fails is named, and keeps no other from being cleared.
 */
export function handleOrphans(deps: OrphansDeps): HandleOrphans {
  return async (domain, request) => {
    const places = await deps.places.findAll(request, domain);
    const { data, errors } = await listAllUnikernels(places, { timeout: deps.listTimeout });
    if (!request.destroy) return { unikernels: data.map((each) => orphan(each, false)), errors };
    const clear = (place: Place) => {
      const running = data.filter(({ host }) => host === place.host.name);
      return clearHost(deps, place, running, request);
    };
    const cleared = await Promise.all(places.map(clear));
    return {
      unikernels: cleared.flatMap((host) => host.unikernels),
      errors: [...errors, ...cleared.flatMap((host) => host.errors)],
    };
  };
}

/** Whoever leaves meanwhile: the account has ended, and this belongs to it. */
async function clearHost(
  deps: OrphansDeps,
  place: Place,
  running: readonly ListedUnikernel[],
  { actor, requestId }: OrphansRequest,
): Promise<Orphans> {
  const outcomes: OrphanedUnikernel[] = [];
  const errors: Orphans['errors'][number][] = [];
  for (const each of running) {
    const { host, name } = each;
    try {
      await destroyUnikernel(deps, locateUnikernel(place, name), { actor, requestId });
      outcomes.push(orphan(each, true));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const gone = error.code === 'unikernel-unknown' || error.code === 'unikernel-not-running';
      outcomes.push(orphan(each, gone));
      if (!gone) errors.push({ host, code: error.code, detail: `${name}: ${error.detail}` });
    }
  }
  return { unikernels: outcomes, errors };
}

const orphan = ({ host, name }: ListedUnikernel, destroyed: boolean): OrphanedUnikernel => ({
  host,
  name,
  destroyed,
});
