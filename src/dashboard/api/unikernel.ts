import { queryOptions } from '@tanstack/react-query';
import { basePath } from './base-path.ts';
import { api, dataOf, dataOrNull } from './client.ts';
import type { Schema } from './schema.ts';

/** Which unikernel: names are unique on one host only. */
export interface UnikernelPlace {
  readonly host: string;
  readonly name: string;
}

/** Where a unikernel is at this server; labels need no escape. */
export const unikernelAddress = ({ host, name }: UnikernelPlace) =>
  `${basePath}/api/v1/hosts/${host}/unikernels/${name}`;

/** One unikernel; null where none of that name runs. */
export const unikernelQuery = ({ host, name }: UnikernelPlace) =>
  queryOptions({
    queryKey: ['unikernels', host, name],
    queryFn: ({ signal }) => {
      const params = { path: { host, name } };
      const answer = api.GET('/api/v1/hosts/{host}/unikernels/{name}', { params, signal });
      return dataOrNull(answer, ['unikernel-unknown', 'host-unknown']);
    },
    refetchInterval: 5_000,
  });

/** What was done to a unikernel, the newest first; also to one that does not run any more. */
export const unikernelDeploymentsQuery = ({ host, name }: UnikernelPlace) =>
  queryOptions({
    queryKey: ['deployments', host, name],
    queryFn: async ({ signal }) => {
      const options = { params: { path: { host, name } }, signal };
      const answer = api.GET('/api/v1/hosts/{host}/unikernels/{name}/deployments', options);
      return (await dataOrNull(answer, ['host-unknown'])) ?? { data: [] };
    },
    refetchInterval: 5_000,
  });

/** The consoles on a host that outlived their unikernels. */
export const consolesQuery = (host: string) =>
  queryOptions({
    queryKey: ['consoles', host],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/hosts/{host}/consoles', { params: { path: { host } }, signal })),
    refetchInterval: 10_000,
  });

/** Restarts a unikernel with its image; what is given is changed. */
export function restartUnikernel(
  { host, name }: UnikernelPlace,
  body?: Schema['RestartUnikernel'],
): Promise<Schema['UnikernelDetails']> {
  const params = { path: { host, name } };
  return dataOf(
    api.POST('/api/v1/hosts/{host}/unikernels/{name}/restart', {
      params,
      ...(body && { body }),
    }),
  );
}

/** Stops a unikernel, of which everything but the running stays. */
export function stopUnikernel({ host, name }: UnikernelPlace): Promise<Schema['UnikernelDetails']> {
  const params = { path: { host, name } };
  return dataOf(api.POST('/api/v1/hosts/{host}/unikernels/{name}/stop', { params }));
}

/** Starts a unikernel that does not run as it was asked for last. */
export function startUnikernel({
  host,
  name,
}: UnikernelPlace): Promise<Schema['UnikernelDetails']> {
  const params = { path: { host, name } };
  return dataOf(api.POST('/api/v1/hosts/{host}/unikernels/{name}/start', { params }));
}

/** Changes what of a unikernel is kept at the server, and needs no host. */
export function changeUnikernel(
  { host, name }: UnikernelPlace,
  body: Schema['UnikernelSettings'],
): Promise<Schema['UnikernelDetails']> {
  const params = { path: { host, name } };
  return dataOf(api.PATCH('/api/v1/hosts/{host}/unikernels/{name}', { params, body }));
}

/** Locks its deployments: they are refused until a given time. */
export async function lockDeployments(
  { host, name }: UnikernelPlace,
  body: Schema['LockDeployments'],
): Promise<void> {
  const params = { path: { host, name } };
  await api.PUT('/api/v1/hosts/{host}/unikernels/{name}/lock', { params, body });
}

/** Unlocks its deployments. */
export async function unlockDeployments({ host, name }: UnikernelPlace): Promise<void> {
  const params = { path: { host, name } };
  await api.DELETE('/api/v1/hosts/{host}/unikernels/{name}/lock', { params });
}

/** Begins to move a unikernel to another host, and answers with the deployment there. */
export function moveUnikernel({ host, name }: UnikernelPlace, to: string) {
  return dataOf(
    api.POST('/api/v1/hosts/{host}/unikernels/{name}/move', {
      params: { path: { host, name } },
      headers: { Prefer: 'wait=0' },
      body: { host: to },
    }),
  );
}

export async function destroyUnikernel({ host, name }: UnikernelPlace): Promise<void> {
  const params = { path: { host, name } };
  await api.DELETE('/api/v1/hosts/{host}/unikernels/{name}', { params });
}
