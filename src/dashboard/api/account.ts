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

/** Has a link for a new password sent to an account's address, if there is such an account. */
export async function requestPasswordReset(body: Schema['RequestPasswordReset']): Promise<void> {
  await api.POST('/api/v1/account/password-reset/link', { body });
}

/** Has a link sent to one's own address, which proves it. */
export async function requestEmailVerification(): Promise<void> {
  await api.POST('/api/v1/account/email-verification/link');
}

/** Proves an address by what stands behind `#` in a mail's link. */
export async function verifyEmail(body: Schema['VerifyEmail']): Promise<void> {
  await api.POST('/api/v1/account/email-verification', { body });
}

/** Sets a new password by what stands behind `#` in a link. */
export async function resetPassword(body: Schema['ResetPassword']): Promise<void> {
  await api.POST('/api/v1/account/password-reset', { body });
}
