import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { HostUsage } from '../../components/host-usage.tsx';
import { LastingTime } from '../../components/lasting-time.tsx';
import { paths } from '../../components/paths.ts';
import { StateBadge } from '../../components/state-badge.tsx';

/** One host: whether it is well, and what is used of the account's policy there. */
export function HostCard({ host }: { readonly host: Schema['Host'] }) {
  const { name, state, since } = host;
  return (
    <Paper component="article">
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={3} size="h4" style={{ overflowWrap: 'anywhere' }} maw="100%">
          <Anchor component={Link} href={paths.host(name)} fz="inherit" fw="inherit">
            {name}
          </Anchor>
        </Title>
        <StateBadge tone={state === 'online' ? 'good' : 'bad'}>
          {state === 'online' ? 'Online' : 'Degraded'}
        </StateBadge>
      </Group>
      <HostUsage host={host} />
      <Text size="xs" c="dimmed" mt="sm">
        {state === 'online' ? 'Online' : 'Degraded'} for <LastingTime since={since} />
      </Text>
    </Paper>
  );
}
