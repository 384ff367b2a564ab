import type { ConsolePlaces } from '../host-client/feeds/console-place.ts';
import type { YieldPlace, Yields } from '../unikernels/yields/yields.ts';

export interface ConsolePlacesDeps {
  readonly yields: Pick<Yields, 'until' | 'evicted'>;
  readonly report: (error: unknown, what: string) => void;
}

const placeOf = (host: string, name: string): YieldPlace => ({
  ...{ host, domain: name, kind: 'console' },
});

/** The consoles that are left to other clients, as they are remembered; where the database cannot tell, none is. */
export function createConsolePlaces({ yields, report }: ConsolePlacesDeps): ConsolePlaces {
  const cannotTell = (error: unknown) => {
    report(error, 'it is not known whether other clients have taken the place at consoles');
    return null;
  };
  return {
    leftUntil: (host, name) => yields.until(placeOf(host, name)).catch(cannotTell),
    evicted: (host, name) => yields.evicted(placeOf(host, name)).catch(cannotTell),
  };
}
