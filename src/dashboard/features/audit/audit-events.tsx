import { Button, EmptyState, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type AuditFilter, auditQuery } from '../../api/audit.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { AuditList } from './audit-list.tsx';

/** The events that a filter lets pass, the newest first; older ones when they are asked for. */
export function AuditEvents({ filter }: { readonly filter: AuditFilter }) {
  const query = useInfiniteQuery(auditQuery(filter));
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
          icon={<Icon name="audit" size={32} />}
          title="Nothing like this was recorded"
          description="Let more pass by the filter above."
        />
      )}
      {events.length > 0 && <AuditList events={events} />}
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
