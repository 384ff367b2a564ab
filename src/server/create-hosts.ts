import type { HostDeps } from '../host-client/connected-host.ts';
import { HandshakeLimiter } from '../host-client/handshake-limiter.ts';
import { HostRegistry } from '../host-client/host-registry.ts';
import { Policies } from '../hosts/policies/policies.ts';
import { PolicyTemplates } from '../hosts/policies/templates/policy-templates.ts';
import type { ServerDeps } from './server-deps.ts';

/** The hosts, what accounts may use there, and what each host stands on. */
export interface Hosts {
  readonly hosts: HostRegistry;
  readonly policies: Policies;
  readonly templates: PolicyTemplates;
  readonly hostDeps: HostDeps;
}

/** Knows the hosts that are stored; none is asked yet. */
export async function createHosts(deps: ServerDeps): Promise<Hosts> {
  const { config, database, box, log, clock, timer, locks } = deps;
  const policies = new Policies(database);
  const readPolicy: HostDeps['readPolicy'] = (host, domain) => policies.read(host, domain);
  const hostDeps = {
    ...{ locks, log, clock, timer, random: Math.random },
    handshakes: new HandshakeLimiter(timer),
    limits: { maxImage: config.imageLimit },
    // Another server may have changed it.
    ...(database.pool && { readPolicy }),
  };
  const hosts = await HostRegistry.open({ database, box, hostDeps });
  return { hosts, policies, templates: new PolicyTemplates({ database, clock, hosts }), hostDeps };
}
