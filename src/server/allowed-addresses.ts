import { monotonicClock } from '../base/clock.ts';
import type { Network } from '../base/parsers.ts';
import { OwnAddresses } from '../checks/own-addresses.ts';
import type { Database } from '../database/database.ts';
import { StoredHost } from '../host-client/entity.ts';
import type { AddressRule } from '../outgoing/address-rule.ts';
import { systemAddresses } from '../outgoing/public-addresses.ts';
import type { Config } from './configuration.ts';
import type { ServerDeps } from './server-deps.ts';

/**
 * Which addresses may be asked on behalf of accounts: public ones and those of `networks`, and never
 * those of what the server itself stands on.
 */
export function allowedAddresses(
  { config, database }: Pick<ServerDeps, 'config' | 'database'>,
  networks: readonly Network[] | null,
): (signal: AbortSignal) => Promise<AddressRule> {
  const own = new OwnAddresses({
    names: async (signal) => [...namesIn(config), ...(await addressesOfHosts(database, signal))],
    findAddresses: systemAddresses,
    now: monotonicClock,
  });
  return async (signal) => ({ networks: networks ?? [], own: await own.all(signal) });
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
