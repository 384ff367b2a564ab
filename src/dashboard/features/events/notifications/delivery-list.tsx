import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ChannelOwner, deliveriesQuery, redeliver } from '../../../api/channels.ts';
import type { Schema } from '../../../api/schema.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { RowsSkeleton } from '../../../components/rows-skeleton.tsx';
import { StateBadge } from '../../../components/state-badge.tsx';

interface DeliveryListProps {
  readonly owner: ChannelOwner;
  readonly channel: Schema['Channel'];
}

/** What a channel has told lately, with what came back. */
export function DeliveryList({ owner, channel: { id, name } }: DeliveryListProps) {
  const client = useQueryClient();
  const query = useQuery(deliveriesQuery(owner, id));
  const sending = useMutation({
    mutationFn: (delivery: string) => redeliver(owner, id, delivery),
    onSuccess: () => client.invalidateQueries(deliveriesQuery(owner, id)),
  });
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={44} />}>
      {({ data }) => (
        <Stack gap="xs">
          <ErrorAlert error={sending.error} />
          {data.length === 0 && <Text size="sm">Nothing was sent in the last 30 days.</Text>}
          <Stack component="ul" gap="sm" m={0} p={0} aria-label={`Deliveries of ${name}`}>
            {data.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                pending={sending.isPending}
                onAgain={() => sending.mutate(delivery.id)}
              />
            ))}
          </Stack>
        </Stack>
      )}
    </QueryView>
  );
}

const states = {
  waiting: { tone: 'warning', word: 'Waiting' },
  delivered: { tone: 'good', word: 'Delivered' },
  failed: { tone: 'bad', word: 'Failed' },
} as const;

interface DeliveryRowProps {
  readonly delivery: Schema['Delivery'];
  readonly pending: boolean;
  onAgain(): void;
}

function DeliveryRow({ delivery, pending, onAgain }: DeliveryRowProps) {
  const { summary, state, createdAt, nextTryAt, tries, fault, answer } = delivery;
  const { tone, word } = states[state];
  return (
    <Group component="li" justify="space-between" gap="xs" style={{ listStyle: 'none' }}>
      <Box flex={1} miw={180} style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm">{summary}</Text>
        <Text size="xs" c="dimmed" component="div">
          <RelativeTime at={createdAt} />
          {tries > 1 && `, ${tries} tries`}
          {nextTryAt !== null && tries > 0 && (
            <>
              , again <RelativeTime at={nextTryAt} />
            </>
          )}
          {fault !== null && <div>{fault}</div>}
          {answer && <div>Answer: {answer}</div>}
        </Text>
      </Box>
      <Group gap="xs">
        <StateBadge tone={tone}>{word}</StateBadge>
        <Button
          size="compact-xs"
          variant="default"
          disabled={pending}
          onClick={onAgain}
          aria-label={`Send again: ${summary}`}
        >
          Send again
        </Button>
      </Group>
    </Group>
  );
}
