import { Group } from '@mantine/core';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useWhose } from '../../components/use-whose.ts';
import { WhoseChoice } from '../../components/whose-choice.tsx';
import { EventFilters } from './event-filters.tsx';
import { EventList } from './event-list.tsx';
import { useEventFilter } from './use-event-filter.ts';
import { useLiveEvents } from './use-live-events.ts';

/** What has happened, and what happens while it is looked at. */
export function EventsPage() {
  const [filter, setFilter] = useEventFilter();
  const whose = useWhose();
  const error = useLiveEvents(filter);
  return (
    <>
      <PageHeader
        title="Events"
        about="What happens to your unikernels, volumes and tokens, live."
      />
      <Group mb="md">
        <WhoseChoice whose={whose} />
      </Group>
      <EventFilters filter={filter} onChange={setFilter} />
      {error !== null && <ErrorAlert error={error} />}
      <EventList filter={filter} ownAccount={whose.ownAccount} />
    </>
  );
}
