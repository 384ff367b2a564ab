import { Anchor, Box, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { severityWords } from './event-kinds.ts';

interface EventRowProps {
  readonly event: Schema['Event'];
  /** Whose pages there are: what others have has none. */
  readonly ownAccount: string | null;
}

/** One thing that has happened. */
export function EventRow({ event, ownAccount }: EventRowProps) {
  const { summary, severity, type, account, object, count, lastAt } = event;
  const { tone, word } = severityWords[severity];
  const page = ownAccount === null || account === ownAccount ? pageOf(object) : null;
  return (
    <Paper component="li" mb={8} px="md" py="sm" style={{ overflowWrap: 'anywhere' }}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Box flex={1} miw={200}>
          <Text size="sm" fw={500}>
            {summary}
          </Text>
          <Text size="xs" c="dimmed" component="div">
            {type}
            {account !== null && account !== ownAccount && ownAccount !== null && ` · ${account}`}
            {' · '}
            {page ? (
              <Anchor component={Link} href={page} size="xs">
                {object}
              </Anchor>
            ) : (
              object
            )}
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

/** The page of what an event is about; null: there is none. */
function pageOf(object: string): string | null {
  const [room, host = '', kind, name] = object.split('/');
  if (room !== 'hosts') return null;
  if (kind === 'unikernels' && name) return paths.unikernel(host, name);
  if (kind === 'volumes' && name) return paths.volume(host, name);
  return paths.host(host);
}
