import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

/** The account's tokens. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/tokens', { signal })),
});
