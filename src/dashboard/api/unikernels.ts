import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

/** The account's unikernels on all hosts; hosts that did not answer in time are in `errors`. */
export const unikernelsQuery = queryOptions({
  queryKey: ['unikernels'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/unikernels', { signal })),
  refetchInterval: 5_000,
});
