import { monotonicClock } from '../base/clock.ts';
import { systemResolver } from '../checks/check-dns.ts';
import { CheckRunner } from '../checks/check-runner.ts';
import { dialDirectly } from '../checks/connect.ts';
import { accountsAddresses } from '../outgoing/bounded-lookups.ts';
import { allowedAddresses } from './allowed-addresses.ts';
import type { ServerDeps } from './server-deps.ts';

/** What tries the checks of deployments: never at the addresses of what the server itself stands on. */
export function createChecks(deps: ServerDeps): CheckRunner {
  return new CheckRunner({
    ...{ timer: deps.timer, now: monotonicClock, findAddresses: accountsAddresses },
    ...{ dial: dialDirectly, resolverFor: systemResolver },
    rule: allowedAddresses(deps, deps.config.checkNetworks),
  });
}
