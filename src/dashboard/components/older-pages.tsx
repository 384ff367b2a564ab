import { Button, EmptyState, Group, Stack } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorAlert } from './error-alert.tsx';
import { Icon, type IconName } from './icons.tsx';
import { RowsSkeleton } from './rows-skeleton.tsx';

interface OlderPagesProps<Item> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly data: readonly Item[] }>>;
  readonly icon: IconName;
  /** What is said where there is none. */
  readonly empty: { readonly title: string; readonly description: string };
  /** The words on the button for more: `Older events`. */
  readonly older: string;
  /** Shows those that are there, if any are. */
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** A list that comes in pages, the newest first; older ones when they are asked for. */
export function OlderPages<Item>({ query, icon, empty, older, children }: OlderPagesProps<Item>) {
  const { data, error, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage } = query;
  const items = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Stack>
      {error && (
        <ErrorAlert error={error} onRetry={() => void query.refetch()} retrying={isFetching} />
      )}
      {!data && !error && <RowsSkeleton rows={8} />}
      {data && items.length === 0 && (
        <EmptyState icon={<Icon name={icon} size={32} />} {...empty} />
      )}
      {items.length > 0 && children(items)}
      {hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {older}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
