import { noticesOfHosts } from '../audit/notices/notices-of-hosts.ts';
import { eventsOfHosts } from '../database/events/events-of-hosts.ts';
import type { HostBelongings } from '../database/host-belongings.ts';
import type { Identity } from '../identity/create-identity.ts';
import { usageOfHosts } from '../unikernels/accounting/usage-of-hosts.ts';
import { consolesOfHosts } from '../unikernels/consoles/consoles-of-hosts.ts';
import type { UsageHistory } from '../unikernels/metrics/history/usage-history.ts';
import { metricsOfHosts } from '../unikernels/metrics/metrics-of-hosts.ts';
import type { Registry } from '../unikernels/registry/registry.ts';
import { unikernelsOfHosts } from '../unikernels/registry/unikernels-of-hosts.ts';
import { volumesOfHosts } from '../volumes/volumes-of-hosts.ts';
import { sparingLog } from './replicas.ts';
import type { ServerDeps } from './server-deps.ts';

interface Keepers {
  readonly identity: Pick<Identity, 'hostBelongings'>;
  readonly unikernels: { readonly registry: Pick<Registry, 'forgetCached'> };
  readonly usage: Pick<UsageHistory, 'count' | 'forget'>;
}

/** All that is kept by the names of hosts. */
export function hostBelongings(
  { log }: Pick<ServerDeps, 'log'>,
  { identity, unikernels, usage }: Keepers,
): readonly HostBelongings[] {
  const sparing = sparingLog(log);
  return [
    ...identity.hostBelongings,
    consolesOfHosts,
    metricsOfHosts(usage, (error, what) => sparing.report(error, what)),
    noticesOfHosts,
    unikernelsOfHosts(unikernels.registry),
    usageOfHosts,
    volumesOfHosts,
    eventsOfHosts, // last: what happens meanwhile is told by the former name, and waits for nothing long
  ];
}
