import { observerLock, samplesLock } from '../database/locks/lock-name.ts';
import type { Lock, Locks } from '../database/locks/locks.ts';
import type { StatsPlaces } from '../host-client/feeds/stats-place.ts';
import type { YieldPlace, Yields } from '../unikernels/yields/yields.ts';
import type { WatchedHosts } from './watched-hosts.ts';

export interface StatsPlacesDeps {
  readonly yields: Pick<Yields, 'until' | 'evicted'>;
  readonly report: (error: unknown, what: string) => void;
  /** What this server has, where others may share the database. */
  readonly own?: { readonly watched: WatchedHosts; readonly locks: Locks };
}

const placeOf = (host: string, domain: string): YieldPlace => ({ host, domain, kind: 'stats' });

/**
 * The places for samples, as they are remembered; where the database cannot tell, none is left to anybody. The server
 * that watches a host has those of domains: it alone counts who else takes them, since the others may do that. Of single
 * unikernels any server has one, for those who watch there.
 */
export function createStatsPlaces({ yields, report, own }: StatsPlacesDeps): StatsPlaces {
  const cannotTell = (error: unknown) => {
    report(error, 'it is not known whether another client receives the samples of unikernels');
    return null;
  };
  const leftUntil = (host: string, whose: string) =>
    yields.until(placeOf(host, whose)).catch(cannotTell);
  const evicted = (host: string, whose: string) =>
    yields.evicted(placeOf(host, whose)).catch(cannotTell);
  const ofOthers = own && { hold: (...place: Held) => hold(own.locks, ...place).catch(cannotTell) };
  return {
    leftUntil,
    evicted: async (host, domain) =>
      own && !own.watched.has(host) ? null : await evicted(host, domain),
    ...(ofOthers && { own: { leftUntil, evicted, ...ofOthers } }),
    isWatchedElsewhere: async (host) => {
      if (!own || own.watched.has(host)) return false;
      return (await isTaken(own.locks, host).catch(cannotTell)) ?? false;
    },
  };
}

type Held = readonly [hostId: string, name: string];

async function hold(locks: Locks, ...place: Held): Promise<Lock | null> {
  return await locks.acquire(samplesLock(...place));
}

/** Whether another server watches a host. */
async function isTaken(locks: Locks, host: string): Promise<boolean> {
  await using free = await locks.acquire(observerLock(host));
  return free === null;
}
