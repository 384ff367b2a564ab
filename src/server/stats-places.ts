import type { StatsPlaces } from '../host-client/feeds/stats-place.ts';
import type { YieldPlace, Yields } from '../unikernels/yields/yields.ts';

const placeOf = (host: string, domain: string): YieldPlace => ({ host, domain, kind: 'stats' });

/** The places for samples, as they are remembered; where the database cannot tell, none is left to anybody. */
export function createStatsPlaces(
  yields: Pick<Yields, 'until' | 'evicted'>,
  report: (error: unknown, what: string) => void,
): StatsPlaces {
  const cannotTell = (error: unknown) => {
    report(error, 'it is not known whether another client receives the samples of unikernels');
    return null;
  };
  return {
    leftUntil: (host, domain) => yields.until(placeOf(host, domain)).catch(cannotTell),
    evicted: (host, domain) => yields.evicted(placeOf(host, domain)).catch(cannotTell),
  };
}
