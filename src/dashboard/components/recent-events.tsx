import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { type EventFilter, recentEventsQuery } from '../api/events.ts';
import { EventRow } from './event-row.tsx';
import { paths } from './paths.ts';
import { QueryView } from './query-view.tsx';
import { RowsSkeleton } from './rows-skeleton.tsx';
import { useWhose } from './use-whose.ts';

/** What has happened lately to one thing and what is below it; the newest first. */
export function RecentEvents({ filter }: { readonly filter: EventFilter }) {
  const query = useQuery(recentEventsQuery(filter));
  const { ownAccount } = useWhose();
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={44} />}>
      {({ data }) => (
        <Stack gap="xs">
          {data.length === 0 && (
            <Text size="sm" c="dimmed">
              No events yet.
            </Text>
          )}
          <ul aria-label="Recent events" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
            {data.map((event) => (
              <EventRow key={event.id} event={event} ownAccount={ownAccount} />
            ))}
          </ul>
          <Anchor
            component={Link}
            href={`${paths.events}?${new URLSearchParams({ ...filter })}`}
            size="sm"
            underline="always"
          >
            All events
          </Anchor>
        </Stack>
      )}
    </QueryView>
  );
}
