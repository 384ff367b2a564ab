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

/** Where Fulmar is, and all that its administrator has it talk to but hosts. */
function namesIn({ bind, url, database, images, httpsProxy, smtp }: Config): string[] {
  const ofDatabase = 'url' in database ? database.url : null;
  const ofImages = images && 's3' in images ? images.s3.endpoint : null;
  const names = [url, ofDatabase, ofImages, httpsProxy].flatMap((address) => hostsIn(address));
  return [bind, ...(smtp ? [smtp.host] : []), ...names].filter(
    (name) => name !== '' && !isEverybodys(name),
  );
}

/** Of an address of PostgreSQL its `host` counts as well. */
function hostsIn(address: URL | string | null): string[] {
  if (!address) return [];
  const { hostname, searchParams } = new URL(address);
  return [hostname, ...searchParams.getAll('host').filter((host) => !host.startsWith('/'))];
}

/** Amazon's own buckets are at the addresses of all others, in which images may well be. */
const isEverybodys = (name: string) => name.endsWith('.amazonaws.com');

async function addressesOfHosts(database: Database, signal: AbortSignal): Promise<string[]> {
  // For each check and webhook anew, so that one which was added just now is among them: by hand, which costs little.
  const em = database.em(signal);
  const { tableName } = em.getMetadata().get(StoredHost);
  const hosts = await em.execute<{ address: string }[]>(
    `select distinct address from ${tableName}`,
  );
  return hosts.map(({ address }) => address);
}
