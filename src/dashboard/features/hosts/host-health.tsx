import { Group, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { LastingTime } from '../../components/lasting-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { HostParts } from './host-parts.tsx';
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
          {state === 'online' ? 'Online' : `Degraded: ${reason ?? 'unknown'}`}
        </StateBadge>
        <Text size="sm" c="dimmed" component="span">
          for <LastingTime since={since} />
        </Text>
      </Group>
      {explanation && (
        <Text size="sm">
          {explanation.what} {isAdmin && explanation.lookAt}
        </Text>
      )}
      <HostParts parts={host.parts} />
    </Stack>
  );
}
