import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { LastingTime } from '../../components/lasting-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { UsageBar } from '../../components/usage-bar.tsx';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';
import { paths } from '../../paths.ts';

/** One host: whether it is well, and what is used of the account's policy there. */
export function HostCard({ host }: { readonly host: Schema['Host'] }) {
  const { name, state, since } = host;
  return (
    <Paper component="article">
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Title order={3} size="h4" style={{ overflowWrap: 'anywhere' }}>
          <Anchor component={Link} href={paths.host(name)} fz="inherit" fw="inherit">
            {name}
          </Anchor>
        </Title>
        <StateBadge tone={state === 'online' ? 'good' : 'bad'}>
          {state === 'online' ? 'Online' : 'Degraded'}
        </StateBadge>
      </Group>
      <Usage {...host} />
      <Text size="xs" c="dimmed" mt="sm">
        For <LastingTime since={since} />
      </Text>
    </Paper>
  );
}

function Usage({ policy, used }: Pick<Schema['Host'], 'policy' | 'used'>) {
  if (!policy) {
    return <Text size="sm">You have no policy here, and so can deploy nothing on it.</Text>;
  }
  if (!used)
    return <Text size="sm">What is used is not known while the host does not answer.</Text>;
  return (
    <Stack gap="sm">
      <UsageBar
        label="Unikernels"
        used={used.unikernels}
        limit={policy.unikernels}
        format={formatNumber}
      />
      <UsageBar label="Memory" used={used.memory} limit={policy.memory} format={formatMebibytes} />
      {policy.storage !== null && (
        <UsageBar
          label="Storage"
          used={used.storage}
          limit={policy.storage}
          format={formatMebibytes}
        />
      )}
    </Stack>
  );
}
