import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';

/** All accounts; for administrators. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/accounts', { signal })),
  refetchInterval: 10_000,
});

/** The tokens of an account, for administrators. */
export const userTokensQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', id, 'tokens'],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/accounts/{account}/tokens', { params: { path: { account: id } }, signal }),
      ),
  });

/** What an account has, and so what would become of it. */
export const holdingsQuery = (account: string) =>
  queryOptions({
    queryKey: ['users', account, 'holdings'],
    queryFn: ({ signal }) => {
      const params = { path: { account } };
      return dataOf(api.GET('/api/v1/accounts/{account}/holdings', { params, signal }));
    },
  });

/** Makes an account for somebody; the link and the token's secret are in the answer, this once. */
export function inviteAccount(body: Schema['InviteAccount']) {
  return dataOf(api.POST('/api/v1/invitations', { body }));
}

/** What an account has running on all hosts, for administrators. */
export const domainQuery = (account: string) =>
  queryOptions({
    queryKey: ['unikernels', 'of', account],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/unikernels', { params: { query: { account } }, signal })),
  });

/** What happens to an account; `destroy` goes with `active: false` only. */
export type UserChange = Schema['ChangeUser'] & { readonly destroy?: boolean };

/** Approves, suspends, promotes or demotes an account. */
export function changeUser(account: string, { destroy = false, ...body }: UserChange) {
  const query = destroy ? { destroy: 'true' as const } : {};
  return dataOf(
    api.PATCH('/api/v1/accounts/{account}', { params: { path: { account }, query }, body }),
  );
}

/** Deletes an account, and answers with what it leaves. */
export function deleteUser(account: string, destroy: boolean) {
  const query = destroy ? { destroy: 'true' as const } : {};
  return dataOf(api.DELETE('/api/v1/accounts/{account}', { params: { path: { account }, query } }));
}

/** Makes a link for a new password, which is in the answer, this once. */
export function offerPasswordReset(account: string) {
  return dataOf(
    api.POST('/api/v1/accounts/{account}/password-reset', { params: { path: { account } } }),
  );
}

export async function revokeUserToken(account: string, token: string): Promise<void> {
  await api.DELETE('/api/v1/accounts/{account}/tokens/{token}', {
    params: { path: { account, token } },
  });
}
