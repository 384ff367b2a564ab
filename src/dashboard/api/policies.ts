import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';

/** What is given on a host, to whom, and what it has left; for administrators. */
export const hostPoliciesQuery = (host: string) =>
  queryOptions({
    queryKey: ['policies', host],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/hosts/{host}/policies', { params: { path: { host } }, signal })),
    refetchInterval: 5_000,
  });

/** Which policy: the account by its id. */
export interface PolicyPlace {
  readonly id: string;
  readonly host: string;
}

/** Says what an account may use on a host. */
export function setPolicy(path: PolicyPlace, body: Schema['SetPolicy']) {
  return dataOf(api.PUT('/api/v1/users/{id}/policies/{host}', { params: { path }, body }));
}

/** Takes a policy away; with `destroy` all that the account has on the host goes first. */
export async function deletePolicy(path: PolicyPlace, destroy: boolean): Promise<void> {
  const query = destroy ? { destroy: 'true' as const } : {};
  await api.DELETE('/api/v1/users/{id}/policies/{host}', { params: { path, query } });
}
