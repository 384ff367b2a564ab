import { Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { LastingTime } from '../../components/lasting-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { reasons } from './host-states.ts';

const watched = [
  ['console', 'Consoles'],
  ['stats', 'Samples of usage'],
] as const;

/** What of a host fails by itself while its commands may be well, with its cause. */
export function HostParts({ parts }: { readonly parts: Schema['Host']['parts'] }) {
  const degraded = watched.filter(([part]) => parts[part].state === 'degraded');
  return degraded.map(([part, title]) => (
    <DegradedPart key={part} title={title} part={parts[part]} />
  ));
}

function DegradedPart({
  title,
  part: { since, reason, message },
}: {
  readonly title: string;
  readonly part: Schema['HostPart'];
}) {
  const isAdmin = message !== undefined;
  const explanation = reason && reasons[reason];
  return (
    <Stack gap={2}>
      <StateBadge tone="bad">{`${title}: ${reason ?? 'unknown'}`}</StateBadge>
      <Text size="sm" c="dimmed" component="span">
        for <LastingTime since={since} />
      </Text>
      {explanation && (
        <Text size="sm">
          {explanation.what} {isAdmin && explanation.lookAt}
        </Text>
      )}
      {message && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
      )}
    </Stack>
  );
}
