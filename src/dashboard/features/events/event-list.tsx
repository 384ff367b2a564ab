import { useInfiniteQuery } from '@tanstack/react-query';
import { type EventFilter, eventsQuery } from '../../api/events.ts';
import { EventRow } from '../../components/event-row.tsx';
import { OlderPages } from '../../components/older-pages.tsx';

interface EventListProps {
  readonly filter: EventFilter;
  readonly ownAccount: string | null;
}

const empty = {
  title: 'No matching events',
  description: 'Unikernels that start or exit, deployments, volumes and tokens appear here.',
};

/** The events that a filter lets pass, the newest first; older ones when they are asked for. */
export function EventList({ filter, ownAccount }: EventListProps) {
  const query = useInfiniteQuery(eventsQuery(filter));
  return (
    <OlderPages query={query} icon="event" empty={empty} older="Older events">
      {(events) => (
        <ul aria-label="Events" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
          {events.map((event) => (
            <EventRow key={event.id} event={event} ownAccount={ownAccount} />
          ))}
        </ul>
      )}
    </OlderPages>
  );
}
