import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

/** All accounts; for administrators. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/users', { signal })),
});
