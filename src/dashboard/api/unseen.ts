import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

/** Milliseconds between two looks for what is new, while the page can be seen. */
const interval = 30_000;

/** What is not well and was not seen yet. */
export const unseenQuery = queryOptions({
  queryKey: ['events', 'unseen'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/events/unseen', { signal })),
  refetchInterval: interval,
});

/** All events up to this number are seen. */
export async function markSeen(number: number): Promise<void> {
  await api.POST('/api/v1/events/seen', { body: { number } });
}
