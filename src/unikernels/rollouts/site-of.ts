import type { Deployment } from '../entity.ts';
import type { RolloutDeps } from './deps.ts';
import type { RolloutSite } from './rollout.ts';

/** Where the unikernel of a deployment is, as of now. Throws `host-unknown` and `no-policy`. */
export async function siteOf(
  { hosts, policies }: Pick<RolloutDeps, 'hosts' | 'policies'>,
  { host: hostName, domain: label, unikernel }: Deployment,
): Promise<RolloutSite> {
  const host = hosts.get(hostName);
  const domain = await policies.domainOn(host, label);
  return {
    host: host.forDomain(label),
    key: { host: hostName, domain: label, name: unikernel },
    name: { path: [label], label: unikernel },
    target: { domains: [domain], label: unikernel },
  };
}
