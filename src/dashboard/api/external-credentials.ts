import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';

/** Whose credentials: the own account's, or the server's, which are for administrators. */
export type CredentialOwner = 'account' | 'server';
/** `github`, `docker-hub`, or a registry by its host. */
export type ExternalService = Schema['ExternalCredential']['service'];
/** Those that can be asked by themselves. */
export type CheckedService = 'github' | 'docker-hub';

export const externalCredentialsQuery = (owner: CredentialOwner) =>
  queryOptions({
    queryKey: ['external-credentials', owner],
    queryFn: ({ signal }) =>
      owner === 'account'
        ? dataOf(api.GET('/api/v1/external-credentials', { signal }))
        : dataOf(api.GET('/api/v1/server/external-credentials', { signal })),
  });

export function saveExternalCredential(
  owner: CredentialOwner,
  service: ExternalService,
  body: Schema['SaveExternalCredential'],
) {
  const given = { params: { path: { service } }, body };
  return owner === 'account'
    ? dataOf(api.PUT('/api/v1/external-credentials/{service}', given))
    : dataOf(api.PUT('/api/v1/server/external-credentials/{service}', given));
}

/** Has the server ask the service whose it is and what is left of its limit. */
export function checkExternalCredential(owner: CredentialOwner, service: CheckedService) {
  const given = { params: { path: { service } } };
  return owner === 'account'
    ? dataOf(api.POST('/api/v1/external-credentials/{service}/check', given))
    : dataOf(api.POST('/api/v1/server/external-credentials/{service}/check', given));
}

export async function removeExternalCredential(
  owner: CredentialOwner,
  service: ExternalService,
): Promise<void> {
  const given = { params: { path: { service } } };
  if (owner === 'account') await api.DELETE('/api/v1/external-credentials/{service}', given);
  else await api.DELETE('/api/v1/server/external-credentials/{service}', given);
}
