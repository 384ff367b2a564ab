import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
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

interface DeploymentsAt {
  readonly account: string;
  readonly host: string;
}

/** What was done in the domain of an account and on a host ('': in all, on all), the newest first, page by page. */
export const deploymentsAtQuery = ({ account, host }: DeploymentsAt) =>
  infiniteQueryOptions({
    queryKey: ['deployments', 'at', account, host],
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      const query = { limit, account: account || '*', ...(host && { host }), ...cursor };
      return dataOf(api.GET('/api/v1/deployments', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: 5_000,
  });

/** One deployment with its steps, as they happen while it is under way. */
export const deploymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['deployments', 'steps', id],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/deployments/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) => (data?.finishedAt ? false : 1_000),
  });

/** Ends a deployment, and leaves what runs as it is. */
export async function cancelDeployment(id: string): Promise<void> {
  await dataOf(api.POST('/api/v1/deployments/{id}/cancel', { params: { path: { id } } }));
}
