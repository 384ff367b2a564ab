import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostHoldingsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { counted, type Nouns } from '../../format/counted.ts';
import { holdingNouns } from '../../format/holding-nouns.ts';

type Counts = Schema['HostHoldings']['counts'];

const nouns = {
  policies: ['policy', 'policies'],
  defaultPolicies: ['default policy for new accounts', 'default policies for new accounts'],
  deployments: ['deployment', 'deployments'],
  tokens: ['token that names it', 'tokens that name it'],
  trusts: ['trust that names it', 'trusts that name it'],
  ...holdingNouns,
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
