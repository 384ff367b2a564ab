import { Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';

type Errors = NonNullable<Schema['Host']['errors']>;

/** What went wrong with a host lately, the newest first. */
export function HostErrors({ errors }: { readonly errors: Errors }) {
  if (errors.length === 0) return <Text size="sm">There was none since the server started.</Text>;
  return (
    <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
      {errors.toReversed().map(({ at, reason, message }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: errors have no id, and several come at once
        <li key={`${at} ${index}`}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {message}
          </Text>
          <Text size="xs" c="dimmed">
            {reason}, <RelativeTime at={at} />
          </Text>
        </li>
      ))}
    </Stack>
  );
}
