import { Group, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { reasons } from './host-states.ts';

/** Whether a host is well, since when, and why not. */
export function HostHealth({ host }: { readonly host: Schema['Host'] }) {
  const { state, since, reason, errors } = host;
  const isAdmin = errors !== undefined;
  const explanation = reason && reasons[reason];
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <StateBadge tone={state === 'online' ? 'good' : 'bad'}>
          {reason ? `degraded: ${reason}` : state}
        </StateBadge>
        <Text size="sm" c="dimmed" component="span">
          since <RelativeTime at={since} />
        </Text>
      </Group>
      {explanation && (
        <Text size="sm">
          {explanation.what} {isAdmin && explanation.lookAt}
        </Text>
      )}
    </Stack>
  );
}
