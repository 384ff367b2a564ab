import { Badge, Box, Code, Group, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { scopesInWords } from '../../format/scopes.ts';
import { TokenEnding } from './token-ending.tsx';
import { UsesSparkline } from './uses-sparkline.tsx';

/** What of a token is seen while its card is closed. */
export function TokenHead({ token }: { readonly token: Schema['Token'] }) {
  const { id, name, prefix, scopes, exchanged, uses } = token;
  return (
    <Group justify="space-between" gap="sm" wrap="wrap" pr="sm">
      <Stack gap={2} miw={220} flex={1}>
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Code>{prefix}…</Code>
          {exchanged && <Badge variant="default">from an identity token</Badge>}
        </Group>
        <Text size="sm" c="dimmed">
          {scopesInWords(scopes)}
        </Text>
      </Stack>
      <Group gap="md" wrap="wrap">
        {uses > 0 && (
          <Box visibleFrom="xs">
            <UsesSparkline id={id} uses={uses} width={120} height={28} />
          </Box>
        )}
        <Stack gap={2} miw={150}>
          <LastUse token={token} />
          <TokenEnding token={token} />
        </Stack>
      </Group>
    </Group>
  );
}

function LastUse({ token: { lastUsedAt, uses } }: { readonly token: Schema['Token'] }) {
  if (!lastUsedAt) {
    return (
      <Text size="sm" c="dimmed">
        Not used yet
      </Text>
    );
  }
  return (
    <Text size="sm">
      Used <RelativeTime at={lastUsedAt} />
      <Text span size="sm" c="dimmed">{`, ${formatNumber(uses)}×`}</Text>
    </Text>
  );
}
