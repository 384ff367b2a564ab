import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostHoldingsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { counted, type Nouns } from '../../format/counted.ts';

type Counts = Schema['HostHoldings']['counts'];

const nouns = {
  policies: ['policy', 'policies'],
  defaultPolicies: ['default policy for new accounts', 'default policies for new accounts'],
  pendingPolicies: ['policy still to be given', 'policies still to be given'],
  unikernels: ['remembered unikernel', 'remembered unikernels'],
  releases: ['release', 'releases'],
  deployments: ['deployment', 'deployments'],
  deploymentLocks: ['deployment lock', 'deployment locks'],
  checks: ['checked unikernel', 'checked unikernels'],
  consoles: ['kept console', 'kept consoles'],
  metrics: ['usage history', 'usage histories'],
  volumes: ['volume with settings', 'volumes with settings'],
  uploads: ['upload under way', 'uploads under way'],
  tokens: ['token that names it', 'tokens that name it'],
  trusts: ['trust that names it', 'trusts that name it'],
  mutes: ['mute', 'mutes'],
} as const satisfies Record<keyof Counts, Nouns>;

/** All that is kept of a host, before it goes along with a new name or ends. */
export function HostHoldings({ host }: { readonly host: string }) {
  const query = useQuery(hostHoldingsQuery(host));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={20} />}>
      {({ counts }) => {
        const kept = counted(counts, nouns);
        if (kept.length === 0) return <Text size="sm">Nothing is recorded about it.</Text>;
        return (
          <List size="sm" aria-label="What is recorded about it">
            {kept.map((each) => (
              <List.Item key={each}>{each}</List.Item>
            ))}
          </List>
        );
      }}
    </QueryView>
  );
}
