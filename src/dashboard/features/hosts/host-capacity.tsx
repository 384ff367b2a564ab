import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostPoliciesQuery } from '../../api/policies.ts';
import type { Schema } from '../../api/schema.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { UsageBar } from '../../components/usage-bar.tsx';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';
import { withLocalTimes } from '../../format/times.ts';
import { HostCpus } from './host-cpus.tsx';
import { HostGiven } from './host-given.tsx';

/** What a host has, what of it is given, and what is used by all; for administrators. */
export function HostCapacity({ host }: { readonly host: string }) {
  const query = useQuery(hostPoliciesQuery(host));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={4} height={40} />}>
      {(policies) => (
        <Stack>
          <Capacity policies={policies} />
          <HostGiven policies={policies.data} />
        </Stack>
      )}
    </QueryView>
  );
}

function Capacity({
  policies: { root, left, used, cpus, errors },
}: {
  readonly policies: Schema['HostPolicies'];
}) {
  if (!root || !left || !used || !cpus) {
    return (
      <Text size="sm" role="status">
        Its capacity is unknown. {withLocalTimes(errors[0]?.detail ?? '')}
      </Text>
    );
  }
  const storage = root.storage ?? 0;
  const isNearly = (resource: 'memory' | 'storage') => used.nearlyUsed.includes(resource);
  const bars = [
    { label: 'Memory in use', used: used.memory, limit: root.memory, nearly: isNearly('memory') },
    { label: 'Memory assigned', used: root.memory - left.memory, limit: root.memory },
    { label: 'Storage in use', used: used.storage, limit: storage, nearly: isNearly('storage') },
    { label: 'Storage assigned', used: storage - left.storage, limit: storage },
  ];
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {bars.map((bar) => (
          <UsageBar key={bar.label} {...bar} format={formatMebibytes} />
        ))}
      </SimpleGrid>
      <Text size="sm">
        {formatNumber(used.unikernels)} {used.unikernels === 1 ? 'unikernel' : 'unikernels'} in
        total, including any that belong to no account here.
      </Text>
      <HostCpus cpus={cpus} />
    </Stack>
  );
}
