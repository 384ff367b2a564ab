import type { HostDeps } from '../host-client/connected-host.ts';
import { HandshakeLimiter } from '../host-client/handshake-limiter.ts';
import { HostRegistry } from '../host-client/host-registry.ts';
import { Policies } from '../hosts/policies/policies.ts';
import { PolicyTemplates } from '../hosts/policies/templates/policy-templates.ts';
import { Yields } from '../unikernels/yields/yields.ts';
import { createConsolePlaces } from './console-places.ts';
import { sparingLog } from './replicas.ts';
import type { ServerDeps } from './server-deps.ts';
import { createStatsPlaces } from './stats-places.ts';
import { WatchedHosts } from './watched-hosts.ts';

/** The hosts, what accounts may use there, and what each host stands on. */
export interface Hosts {
  readonly hosts: HostRegistry;
  readonly policies: Policies;
  readonly templates: PolicyTemplates;
  readonly hostDeps: HostDeps;
  /** Those that this server watches. */
  readonly watched: WatchedHosts;
}

/** Knows the hosts that are stored; none is asked yet. */
export async function createHosts(deps: ServerDeps): Promise<Hosts> {
  const { config, database, box, log, clock, timer, locks } = deps;
  const policies = new Policies(database);
  const readPolicy: HostDeps['readPolicy'] = (host, domain) => policies.read(host, domain);
  const sparing = sparingLog(log);
  const report = (error: unknown, what: string) => sparing.report(error, what);
  const watched = new WatchedHosts();
  const yields = new Yields(database, clock);
  const hostDeps = {
    ...{ locks, log, clock, timer, random: Math.random },
    handshakes: new HandshakeLimiter(timer),
    limits: { maxImage: config.imageLimit },
    consolePlaces: createConsolePlaces({ yields, report }),
    statsPlaces: createStatsPlaces({
      ...{ yields, report },
      ...(database.pool && { own: { watched, locks } }),
    }),
    // Another server may have changed it.
    ...(database.pool && { readPolicy }),
  };
  const hosts = await HostRegistry.open({ database, box, hostDeps });
  const templates = new PolicyTemplates({ database, clock, hosts });
  return { hosts, policies, templates, hostDeps, watched };
}
