import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';

/** The account's tokens. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/tokens', { signal })),
  refetchInterval: 10_000,
});

/** The tokens of all accounts, for administrators. */
export const everybodysTokensQuery = queryOptions({
  queryKey: ['tokens', '*'],
  queryFn: ({ signal }) =>
    dataOf(api.GET('/api/v1/tokens', { params: { query: { account: '*' } }, signal })),
  refetchInterval: 10_000,
});

/** Scopes that go together. */
export const tokenPresetsQuery = queryOptions({
  queryKey: ['token-presets'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/tokens/presets', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** How often a token was used on each of the last 90 days; `uses` is how often in all. */
export const tokenUsesQuery = (id: string, uses: number) =>
  queryOptions({
    queryKey: ['tokens', id, 'uses', uses],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/tokens/{id}/uses', { params: { path: { id } }, signal })),
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  });

/** How a token is used, with `$FULMAR_TOKEN` (`fmr_…` where that is set) in place of its secret. */
export const tokenCommandsQuery = (id: string) =>
  queryOptions({
    queryKey: ['tokens', id, 'commands'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/tokens/{id}/commands', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });

/** Makes a token; its secret is in the answer, this once. */
export function createToken(body: Schema['CreateToken']) {
  return dataOf(api.POST('/api/v1/tokens', { body }));
}

export async function changeToken(id: string, body: Schema['ChangeToken']): Promise<void> {
  if (Object.keys(body).length === 0) return;
  await api.PATCH('/api/v1/tokens/{id}', { params: { path: { id } }, body });
}

/** Gives a new secret, which is in the answer; the old one works on for `grace` seconds. */
export function rotateToken(id: string, grace: number) {
  return dataOf(
    api.POST('/api/v1/tokens/{id}/rotate', { params: { path: { id } }, body: { grace } }),
  );
}

/** Ends the secret that a rotation has replaced. */
export async function endTokenGrace(id: string): Promise<void> {
  await api.DELETE('/api/v1/tokens/{id}/previous', { params: { path: { id } } });
}

/** Ends a token, and all that it made, unless that is to stay. */
export async function revokeToken(id: string, descendants: boolean): Promise<void> {
  const query = { descendants: `${descendants}` };
  await api.DELETE('/api/v1/tokens/{id}', { params: { path: { id }, query } });
}
