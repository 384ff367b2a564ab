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

/** The policies that are kept under a name; for administrators. */
export const policyTemplatesQuery = queryOptions({
  queryKey: ['policy-templates'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/policy-templates', { signal })),
});

/** Which policy: the account by its id or name. */
export interface PolicyPlace {
  readonly account: string;
  readonly host: string;
}

/** Says what an account may use on a host. */
export function setPolicy(path: PolicyPlace, body: Schema['SetPolicy']) {
  return dataOf(api.PUT('/api/v1/accounts/{account}/policies/{host}', { params: { path }, body }));
}

/** What one account of several is to have. */
export type AskedPolicy = Schema['SetPolicies']['policies'][number];

/** Says what several accounts may use on a host; each is answered for itself. */
export function setPolicies(host: string, policies: readonly AskedPolicy[]) {
  const body = { policies: [...policies] };
  return dataOf(api.POST('/api/v1/hosts/{host}/policies', { params: { path: { host } }, body }));
}

/** Takes a policy away; with `destroy` all that the account has on the host goes first. */
export async function deletePolicy(path: PolicyPlace, destroy: boolean): Promise<void> {
  const query = destroy ? { destroy: 'true' as const } : {};
  await api.DELETE('/api/v1/accounts/{account}/policies/{host}', { params: { path, query } });
}

/** Keeps a policy under a name, in the place of the one before. */
export function savePolicyTemplate(template: string, body: Schema['SavePolicyTemplate']) {
  const params = { path: { template } };
  return dataOf(api.PUT('/api/v1/policy-templates/{template}', { params, body }));
}

/** Forgets a template; what was given by it stays. */
export async function deletePolicyTemplate(template: string): Promise<void> {
  await api.DELETE('/api/v1/policy-templates/{template}', { params: { path: { template } } });
}
