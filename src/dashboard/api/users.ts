import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';

/** All accounts; for administrators. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/users', { signal })),
  refetchInterval: 10_000,
});

/** The tokens of an account, for administrators. */
export const userTokensQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', id, 'tokens'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/users/{id}/tokens', { params: { path: { id } }, signal })),
  });

/** What an account has running on all hosts, for administrators. */
export const domainQuery = (account: string) =>
  queryOptions({
    queryKey: ['unikernels', 'of', account],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/unikernels', { params: { query: { account } }, signal })),
  });

/** What happens to an account; `destroy` goes with `active: false` only. */
export type UserChange = Schema['ChangeUser'] & { readonly destroy?: boolean };

/** Approves, deactivates, promotes or demotes an account. */
export function changeUser(id: string, { destroy = false, ...body }: UserChange) {
  const query = destroy ? { destroy: 'true' as const } : {};
  return dataOf(api.PATCH('/api/v1/users/{id}', { params: { path: { id }, query }, body }));
}

/** Deletes an account, and answers with what it leaves. */
export function deleteUser(id: string, destroy: boolean) {
  const query = destroy ? { destroy: 'true' as const } : {};
  return dataOf(api.DELETE('/api/v1/users/{id}', { params: { path: { id }, query } }));
}

/** Makes a link for a new password, which is in the answer, this once. */
export function offerPasswordReset(id: string) {
  return dataOf(api.POST('/api/v1/users/{id}/password-reset', { params: { path: { id } } }));
}

export async function revokeUserToken(id: string, token: string): Promise<void> {
  await api.DELETE('/api/v1/users/{id}/tokens/{token}', { params: { path: { id, token } } });
}
