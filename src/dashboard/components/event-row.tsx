import { Anchor, Box, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Schema } from '../api/schema.ts';
import { formatNumber } from '../format/quantities.ts';
import { eventPage } from './event-page.ts';
import { RelativeTime } from './relative-time.tsx';
import { severityWords } from './severity-words.ts';
import { StateBadge } from './state-badge.tsx';

interface EventRowProps {
  readonly event: Schema['Event'];
  /** Whose pages there are: what others have has none. */
  readonly ownAccount: string | null;
}

/** One thing that has happened. */
export function EventRow({ event, ownAccount }: EventRowProps) {
  const { summary, severity, type, account, object, count, lastAt } = event;
  const { tone, word } = severityWords[severity];
  const page = ownAccount === null || account === ownAccount ? eventPage(object) : null;
  return (
    <Paper component="li" mb={8} px="md" py="sm" style={{ overflowWrap: 'anywhere' }}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Box flex={1} miw={200}>
          <Text size="sm" fw={500}>
            {page ? (
              <Anchor component={Link} href={page} inherit>
                {summary}
              </Anchor>
            ) : (
              summary
            )}
          </Text>
          <Text size="xs" c="dimmed" component="div">
            {type}
            {account !== null && account !== ownAccount && ownAccount !== null && ` · ${account}`}
          </Text>
        </Box>
        <Group gap="xs">
          <StateBadge tone={tone}>{word}</StateBadge>
          <Text size="xs" c="dimmed" component="div">
            {count > 1 && `${formatNumber(count)} times, `}
            <RelativeTime at={lastAt} />
          </Text>
        </Group>
      </Group>
    </Paper>
  );
}
