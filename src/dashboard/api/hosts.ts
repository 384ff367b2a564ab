import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

/** The hosts that the account may use; an administrator's are all. */
export const hostsQuery = queryOptions({
  queryKey: ['hosts'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/hosts', { signal })),
  refetchInterval: 5_000,
});
