import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { pause } from '../base/timer.ts';
import type {
  NoteOrphans,
  OrphanedUnikernel,
  Orphans,
  OrphansRequest,
} from '../identity/accounts/orphans.ts';
import type { Place } from '../places/place.ts';
import type { Deps } from './deps.ts';
import { destroyUnikernel } from './destroy-unikernel.ts';
import { loopingInfo } from './keep-looping.ts';
import { listAllUnikernels } from './list-unikernels.ts';
import { locateUnikernel } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { keyOf } from './registry/rows.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

type OrphansDeps = Pick<
  Deps,
  | 'places'
  | 'locks'
  | 'deployments'
  | 'history'
  | 'registry'
  | 'rollouts'
  | 'clock'
  | 'timer'
  | 'listTimeout'
>;

/** One that may be there. */
type Candidate = Pick<UnikernelKey, 'host' | 'name'> & {
  /** Whether its host has shown it, or it is in a crash loop there; else it may be gone. */
  readonly isSeen: boolean;
};

/** Milliseconds between two looks whether anything is still under way, and looks at most. */
const lookInterval = 250;
const maxLooks = 240;

/**
 * Finds an account's unikernels on all hosts, once what was under way there has finished or was ended, and
 * destroys them if asked to, including those that no list shows since they are between two starts; on each host
 * one after the other. A host that fails is named, and does not stop the others from being cleared.
 */
export function noteOrphans(deps: OrphansDeps): NoteOrphans {
  return async (domain) => {
    const known = await deps.registry.ofDomain(domain);
    return async (request) => {
      const deployed = await untilNothingChanges(deps, domain, request);
      const places = await deps.places.findAll(request, domain);
      const { data, errors } = await listAllUnikernels(places, { timeout: deps.listTimeout });
      const away = new Set(errors.map(({ host }) => host));
      const candidates = candidatesOf(data, known, deployed, deps.clock()).filter(
        ({ host }) => !away.has(host),
      );
      if (!request.destroy) {
        const seen = candidates.filter(({ isSeen }) => isSeen);
        return { unikernels: seen.map((each) => orphan(each, false)), errors };
      }
      const clear = (place: Place) => {
        const there = candidates.filter(({ host }) => host === place.host.name);
        return clearHost(deps, place, there, request);
      };
      const cleared = await Promise.all(places.map(clear));
      return {
        unikernels: cleared.flatMap((host) => host.unikernels),
        errors: [...errors, ...cleared.flatMap((host) => host.errors)],
      };
    };
  };
}

/**
 * Whatever is recorded was allowed before the account ended; nothing is sent to a host without a
 * record, and nothing after the account's end. Not for ever: a host may be silent for long. Gives what was
 * being deployed.
 */
async function untilNothingChanges(
  { history, rollouts, timer }: Pick<OrphansDeps, 'history' | 'rollouts' | 'timer'>,
  domain: Label,
  { ends }: OrphansRequest,
): Promise<readonly UnikernelKey[]> {
  const { signal } = new AbortController();
  const deployed: UnikernelKey[] = [];
  for (let look = 0; look < maxLooks; look += 1) {
    let isOver = true;
    for (const open of ends ? await history.openRollouts(domain) : []) {
      deployed.push(keyOf(open));
      if (!(await rollouts.cancel(open, 'Its account was suspended or deleted.'))) isOver = false;
    }
    if (isOver && (await history.changing(domain)).size === 0) break;
    await pause(timer, lookInterval, signal);
  }
  return deployed;
}

/** By host and name: what lists show, and what may run beside it. */
function candidatesOf(
  listed: readonly Pick<UnikernelKey, 'host' | 'name'>[],
  known: readonly RegisteredUnikernel[],
  deployed: readonly UnikernelKey[],
  now: Date,
): readonly Candidate[] {
  const candidates = [
    ...deployed.map((key) => ({ ...key, isSeen: false })),
    ...known
      .filter(({ desired }) => desired !== 'stopped')
      .map((each) => ({ ...each.key, isSeen: loopingInfo(each, now) !== null })),
    ...listed.map((each) => ({ ...each, isSeen: true })),
  ];
  const byPlace = new Map(candidates.map((each) => [`${each.host}/${each.name}`, each]));
  return [...byPlace].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

/** Whoever leaves meanwhile: the account has ended, and this belongs to it. */
async function clearHost(
  deps: OrphansDeps,
  place: Place,
  candidates: readonly Candidate[],
  { actor, requestId }: OrphansRequest,
): Promise<Orphans> {
  const outcomes: OrphanedUnikernel[] = [];
  const errors: Orphans['errors'][number][] = [];
  for (const each of candidates) {
    const { host, name } = each;
    try {
      await destroyUnikernel(deps, locateUnikernel(place, name), { actor, requestId });
      outcomes.push(orphan(each, true));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const gone = error.code === 'unikernel-unknown' || error.code === 'unikernel-not-running';
      if (each.isSeen) outcomes.push(orphan(each, gone));
      // One that is protected was not asked for: as far as is known it is long gone.
      const isOld = error.code === 'protected' && !each.isSeen;
      if (!gone && !isOld)
        errors.push({ host, code: error.code, detail: `${name}: ${error.detail}` });
    }
  }
  return { unikernels: outcomes, errors };
}

const orphan = (
  { host, name }: Pick<UnikernelKey, 'host' | 'name'>,
  destroyed: boolean,
): OrphanedUnikernel => ({
  host,
  name,
  destroyed,
});
