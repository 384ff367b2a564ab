import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

const limit = 50;

/** What was done lately on all hosts, the newest first. */
export const recentDeploymentsQuery = queryOptions({
  queryKey: ['deployments'],
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/v1/deployments', { params: { query: { limit } }, signal })),
  refetchInterval: 5_000,
});
