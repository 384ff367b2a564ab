import { Badge, Box, Code, Group, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { scopesInWords } from '../../format/scopes.ts';
import { formatSpan } from '../../format/times.ts';
import { useNow } from '../../format/use-now.ts';
import { TokenEnding } from './token-ending.tsx';
import { unusedSince } from './token-groups.ts';
import { TokenReach } from './token-reach.tsx';
import { UsesSparkline } from './uses-sparkline.tsx';

/** What of a token is seen while its card is closed. */
export function TokenHead({ token }: { readonly token: Schema['Token'] }) {
  const { id, name, prefix, scopes, exchanged, uses, description } = token;
  return (
    <Group justify="space-between" gap="sm" wrap="wrap" pr="sm">
      <Stack gap={2} miw={220} flex={1}>
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Code>{prefix}…</Code>
          {exchanged && <Badge variant="default">From an identity token</Badge>}
          {scopes.includes('admin') && <StateBadge tone="bad">Administrator</StateBadge>}
        </Group>
        <Text size="sm" c="dimmed">
          {scopesInWords(scopes)}, <TokenReach token={token} />
        </Text>
        {description && (
          <Text size="sm" lineClamp={1}>
            {description}
          </Text>
        )}
      </Stack>
      <Group gap="md" wrap="nowrap">
        {uses > 0 && (
          <Box visibleFrom="xs">
            <UsesSparkline id={id} uses={uses} width={120} height={28} />
          </Box>
        )}
        <Stack gap={2} w={190}>
          <LastUse token={token} />
          <TokenEnding token={token} />
        </Stack>
      </Group>
    </Group>
  );
}

function LastUse({ token }: { readonly token: Schema['Token'] }) {
  const now = useNow();
  const { lastUsedAt, uses } = token;
  const unused = unusedSince(token, now);
  if (unused) {
    const span = formatSpan(now - Date.parse(unused));
    return <StateBadge tone="warning">{`Unused for ${span}`}</StateBadge>;
  }
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
