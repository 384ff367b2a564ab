import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostHoldingsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { formatNumber } from '../../format/quantities.ts';

type Counts = Schema['HostHoldings']['counts'];

const words: readonly (readonly [kind: keyof Counts, one: string, many: string])[] = [
  ['policies', 'policy', 'policies'],
  ['unikernels', 'remembered unikernel', 'remembered unikernels'],
  ['releases', 'release', 'releases'],
  ['deployments', 'deployment', 'deployments'],
  ['checks', 'checked unikernel', 'checked unikernels'],
  ['volumes', 'volume with settings', 'volumes with settings'],
  ['uploads', 'upload under way', 'uploads under way'],
  ['tokens', 'token that names it', 'tokens that name it'],
  ['trusts', 'trust that names it', 'trusts that name it'],
  ['mutes', 'mute', 'mutes'],
];

/** All that is kept of a host, before it goes along with a new name or ends. */
export function HostHoldings({ host }: { readonly host: string }) {
  const query = useQuery(hostHoldingsQuery(host));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={20} />}>
      {({ counts }) => {
        const kept = words.filter(([kind]) => counts[kind] > 0);
        if (kept.length === 0) return <Text size="sm">Nothing is recorded about it.</Text>;
        return (
          <List size="sm" aria-label="What is recorded about it">
            {kept.map(([kind, one, many]) => (
              <List.Item key={kind}>
                {formatNumber(counts[kind])} {counts[kind] === 1 ? one : many}
              </List.Item>
            ))}
          </List>
        );
      }}
    </QueryView>
  );
}
