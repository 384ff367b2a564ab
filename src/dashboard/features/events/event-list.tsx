import { Button, EmptyState, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type EventFilter, eventsQuery } from '../../api/events.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { EventRow } from './event-row.tsx';

interface EventListProps {
  readonly filter: EventFilter;
  readonly ownAccount: string | null;
}

/** The events that a filter lets pass, the newest first; older ones when they are asked for. */
export function EventList({ filter, ownAccount }: EventListProps) {
  const query = useInfiniteQuery(eventsQuery(filter));
  const { data, error, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage } = query;
  const events = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Stack>
      {error && (
        <ErrorAlert error={error} onRetry={() => void query.refetch()} retrying={isFetching} />
      )}
      {!data && !error && <RowsSkeleton rows={8} />}
      {data && events.length === 0 && (
        <EmptyState
          icon={<Icon name="event" size={32} />}
          title="Nothing like this has happened"
          description="Unikernels that start or end, deployments, volumes and tokens are told of here."
        />
      )}
      {events.length > 0 && (
        <ul aria-label="Events" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
          {events.map((event) => (
            <EventRow key={event.id} event={event} ownAccount={ownAccount} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Older events
          </Button>
        </Group>
      )}
    </Stack>
  );
}
