import { queryOptions } from '@tanstack/react-query';
import { api, dataOf, dataOrNull } from './client.ts';
import type { Schema } from './schema.ts';
import type { UnikernelPlace } from './unikernel.ts';

/** Where the image of a deployment comes from. */
export type DeploySource = NonNullable<Schema['Deploy']['source']>;

const path = '/api/v1/hosts/{host}/unikernels/{name}/updates';

/** What is newer at the source of a unikernel's image, as it was when that was asked last. */
export const updatesQuery = ({ host, name }: UnikernelPlace) =>
  queryOptions({
    queryKey: ['updates', host, name],
    queryFn: ({ signal }) => {
      const answer = api.GET(path, { params: { path: { host, name } }, signal });
      return dataOrNull(answer, ['unikernel-unknown', 'host-unknown']);
    },
    refetchInterval: 20_000,
  });

/** Asks that source now. */
export function askForUpdates({ host, name }: UnikernelPlace): Promise<Schema['UnikernelUpdates']> {
  const params = { path: { host, name }, query: { refresh: 'true' as const } };
  return dataOf(api.GET(path, { params }));
}

/**
 * Deploys an image that the server fetches, with its signature where that is given. What is refused at once is waited for; the rest is followed
 * on the unikernel's page.
 */
export async function deployFrom(
  { host, name }: UnikernelPlace,
  body: Schema['Deploy'],
  signature: File | null = null,
): Promise<void> {
  const params = { path: { host, name } };
  const form = signature && signedForm(body, signature);
  const headers = { Prefer: 'wait=2' };
  const deployments = '/api/v1/hosts/{host}/unikernels/{name}/deployments';
  await dataOf(
    api.POST(deployments, { params, body, headers, ...(form && { bodySerializer: () => form }) }),
  );
}

function signedForm(body: Schema['Deploy'], signature: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  form.set('signature', signature);
  return form;
}
