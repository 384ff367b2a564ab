import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';

/** Whose jobs get tokens of the account for their identity tokens. */
export const trustsQuery = queryOptions({
  queryKey: ['trusts'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/trusts', { signal })),
});

export function createTrust(body: Schema['CreateTrust']) {
  return dataOf(api.POST('/api/v1/trusts', { body }));
}

/** Changes a trust; the tokens that it gave end at once, so nothing is asked where nothing changes. */
export async function changeTrust(id: string, body: Schema['ChangeTrust']): Promise<void> {
  if (Object.keys(body).length === 0) return;
  await api.PATCH('/api/v1/trusts/{id}', { params: { path: { id } }, body });
}

export async function removeTrust(id: string): Promise<void> {
  await api.DELETE('/api/v1/trusts/{id}', { params: { path: { id } } });
}

/** The issuers that accounts may trust. */
export const issuersQuery = queryOptions({
  queryKey: ['issuers'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/issuers', { signal })),
});

export function allowIssuer(body: Schema['AllowIssuer']) {
  return dataOf(api.POST('/api/v1/issuers', { body }));
}

export async function removeIssuer(id: string): Promise<void> {
  await api.DELETE('/api/v1/issuers/{id}', { params: { path: { id } } });
}
