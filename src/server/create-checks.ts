import { monotonicClock } from '../base/clock.ts';
import { systemResolver } from '../checks/check-dns.ts';
import { CheckRunner } from '../checks/check-runner.ts';
import { dialDirectly } from '../checks/connect.ts';
import { OwnAddresses } from '../checks/own-addresses.ts';
import type { Database } from '../database/database.ts';
import { StoredHost } from '../host-client/entity.ts';
import { systemAddresses } from '../outgoing/public-addresses.ts';
import type { Config } from './configuration.ts';
import type { ServerDeps } from './server-deps.ts';

/** What tries the checks of deployments: never at the addresses of what the server itself stands on. */
export function createChecks({ config, database, timer }: ServerDeps): CheckRunner {
  const own = new OwnAddresses({
    names: async (signal) => [...namesIn(config), ...(await addressesOfHosts(database, signal))],
    findAddresses: systemAddresses,
    now: monotonicClock,
  });
  const networks = config.checkNetworks ?? [];
  return new CheckRunner({
    ...{ timer, now: monotonicClock, findAddresses: systemAddresses },
    ...{ dial: dialDirectly, resolverFor: systemResolver },
    rule: async (signal) => ({ networks, own: await own.all(signal) }),
  });
}

/** Where Fulmar, its database and its proxy are. */
function namesIn({ bind, url, database, httpsProxy }: Config): string[] {
  const addresses = [url, 'url' in database ? database.url : null, httpsProxy];
  const names = addresses.flatMap((address) => (address ? new URL(address).hostname : []));
  return [bind, ...names].filter((name) => name !== '');
}

async function addressesOfHosts(database: Database, signal: AbortSignal): Promise<string[]> {
  const hosts = await database.em(signal).findAll(StoredHost, { fields: ['address'] });
  return hosts.map(({ address }) => address);
}
