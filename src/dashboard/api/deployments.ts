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
