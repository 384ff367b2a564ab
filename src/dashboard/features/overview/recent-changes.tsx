import { Anchor, Box, EmptyState, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { recentDeploymentsQuery } from '../../api/deployments.ts';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';

type Deployment = Schema['Deployment'];

const shown = 8;

const past: Readonly<Record<Deployment['action'], string>> = {
  create: 'created',
  update: 'updated',
  restart: 'restarted',
  stop: 'stopped',
  start: 'started',
  rollback: 'rolled back',
  deploy: 'deployed',
  destroy: 'destroyed',
};

/** What was deployed, restarted and destroyed lately. */
export function RecentChanges() {
  const deployments = useQuery(recentDeploymentsQuery);
  return (
    <Paper>
      <QueryView query={deployments} skeleton={<RowsSkeleton rows={4} height={44} />}>
        {({ data }) =>
          data.length === 0 ? (
            <NoChanges />
          ) : (
            <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
              {data.slice(0, shown).map((deployment) => (
                <Change key={deployment.id} {...deployment} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Paper>
  );
}

function Change({ host, unikernel, action, state, startedAt, by, error }: Deployment) {
  const who = by.token ? `${by.account}, with the token ${by.token.name}` : by.account;
  return (
    <Group component="li" justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
      <Box miw={0}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          <Anchor component={Link} href={paths.unikernel(host, unikernel)} fw={500} inherit>
            {unikernel}
          </Anchor>{' '}
          {past[action]} on {host}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          <RelativeTime at={startedAt} /> by {who}
        </Text>
        {error && (
          <Text size="xs" c="var(--mantine-color-error)" lineClamp={3}>
            {error}
          </Text>
        )}
      </Box>
      <Box style={{ flexShrink: 0 }}>
        <OutcomeBadge state={state} />
      </Box>
    </Group>
  );
}

function NoChanges() {
  return (
    <EmptyState
      icon={<Icon name="deploy" size={32} />}
      title="Nothing deployed yet"
      description="Deployments, restarts and the like appear here with their outcome."
    />
  );
}
