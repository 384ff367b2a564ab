import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

/** What can happen. */
export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/events/types', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
