import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

const limit = 50;

const listQuery = (key: readonly string[], query: { readonly account?: '*' }) =>
  queryOptions({
    queryKey: ['deployments', ...key],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/deployments', { params: { query: { limit, ...query } }, signal })),
    refetchInterval: 5_000,
  });

/** What the account did lately on all hosts, the newest first. */
export const recentDeploymentsQuery = listQuery([], {});

/** What everybody did, for administrators. */
export const everybodysDeploymentsQuery = listQuery(['*'], { account: '*' });
