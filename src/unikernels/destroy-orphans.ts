import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { pause } from '../base/timer.ts';
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

type OrphansDeps = Pick<
  Deps,
  'places' | 'locks' | 'deployments' | 'history' | 'registry' | 'timer' | 'listTimeout'
>;

/** Milliseconds between two looks whether anything is still under way, and looks at most. */
const lookInterval = 250;
const maxLooks = 240;

/**
 * Finds an account's unikernels on all hosts, once what was under way there has come to its end, and
 * destroys them where that is asked for: on each
 * host one after the other. A host that fails is named, and keeps no other from being cleared.
 */
export function handleOrphans(deps: OrphansDeps): HandleOrphans {
  return async (domain, request) => {
    await untilNothingChanges(deps, domain);
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

/**
 * Whatever is recorded was allowed before the account ended; nothing is sent to a host without a
 * record, and nothing after the account's end. Not for ever: a host may be silent for long.
 */
async function untilNothingChanges(
  { history, timer }: Pick<OrphansDeps, 'history' | 'timer'>,
  domain: Label,
): Promise<void> {
  const { signal } = new AbortController();
  for (let look = 0; look < maxLooks; look += 1) {
    if ((await history.changing(domain)).size === 0) return;
    await pause(timer, lookInterval, signal);
  }
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
