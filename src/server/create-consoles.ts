import { monotonicClock } from '../base/clock.ts';
import type { DomainDirectory } from '../places/domain-directory.ts';
import { Consoles } from '../unikernels/consoles/consoles.ts';
import { ConsoleKeeper } from '../unikernels/consoles/keeper/console-keeper.ts';
import { ConsoleStore } from '../unikernels/consoles/store/console-store.ts';
import { openConsolePlace } from './open-image-place.ts';
import { sparingLog } from './replicas.ts';
import type { ServerDeps } from './server-deps.ts';

/** What unikernels have printed, and who keeps it. */
export interface KeptConsoles {
  readonly consoles: Consoles;
  readonly keeper: ConsoleKeeper;
}

/** Opens where consoles are kept; none is followed yet. Rejects with `ImagesUnusableError`. */
export async function createConsoles(
  deps: ServerDeps,
  { policies }: { readonly policies: DomainDirectory },
): Promise<KeptConsoles> {
  const { config, database, clock, timer, log } = deps;
  const store = new ConsoleStore({ database, place: await openConsolePlace(deps), clock });
  const { consoleDays, consoleLimit, consolesLimit, consolesPerAccount, consolesPerHost } = config;
  const room = { days: consoleDays, ofOne: consoleLimit, ofAll: consolesLimit };
  const limits = { ofDomain: consolesPerAccount, ofHost: consolesPerHost };
  const sparing = sparingLog(log);
  const report = (error: unknown, what: string) => sparing.report(error, what);
  return {
    consoles: new Consoles({ store, room, now: monotonicClock }),
    keeper: new ConsoleKeeper({ store, policies, clock, timer, limits, room, report }),
  };
}
