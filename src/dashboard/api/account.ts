import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';
import { accountQuery } from './session.ts';

/** Where the account is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/account/sessions', { signal })),
  refetchInterval: 10_000,
});

/** Changes the own e-mail address or password; a new password closes all other sessions. */
export async function changeAccount(
  client: QueryClient,
  body: Schema['ChangeAccount'],
): Promise<void> {
  const account = await dataOf(api.PATCH('/api/v1/account', { body }));
  client.setQueryData(accountQuery.queryKey, account);
}

export async function closeSession(id: string): Promise<void> {
  await api.DELETE('/api/v1/account/sessions/{id}', { params: { path: { id } } });
}

export async function closeOtherSessions(): Promise<void> {
  await api.DELETE('/api/v1/account/sessions');
}

/** Sets a new password by what stands behind `#` in an administrator's link. */
export async function resetPassword(body: Schema['ResetPassword']): Promise<void> {
  await api.POST('/api/v1/account/password-reset', { body });
}
