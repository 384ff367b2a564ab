import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

/** The account's secrets: their names, never a value. */
export const secretsQuery = queryOptions({
  queryKey: ['secrets'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/secrets', { signal })),
});

/** Saves a secret in the place of the one of that name, if there is one. */
export async function saveSecret(secret: string, value: string): Promise<void> {
  await api.PUT('/api/v1/secrets/{secret}', { params: { path: { secret } }, body: { value } });
}

export async function removeSecret(secret: string): Promise<void> {
  await api.DELETE('/api/v1/secrets/{secret}', { params: { path: { secret } } });
}
