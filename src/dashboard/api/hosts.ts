import { queryOptions } from '@tanstack/react-query';
import { api, dataOf, dataOrNull } from './client.ts';
import type { Schema } from './schema.ts';

/** The hosts that the account may use; an administrator's are all. */
export const hostsQuery = queryOptions({
  queryKey: ['hosts'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/hosts', { signal })),
  refetchInterval: 5_000,
});

/** One host; null where there is none of that name. */
export const hostQuery = (host: string) =>
  queryOptions({
    queryKey: ['hosts', host],
    queryFn: ({ signal }) =>
      dataOrNull(api.GET('/api/v1/hosts/{host}', { params: { path: { host } }, signal }), [
        'host-unknown',
      ]),
    refetchInterval: 5_000,
  });

/** Adds a host, which is asked before anything is stored. */
export function addHost(body: Schema['AddHost']) {
  return dataOf(api.POST('/api/v1/hosts', { body }));
}

/** Changes how a host is reached or what it is believed by; it is asked in the new way first. */
export function changeHost(host: string, body: Schema['ChangeHost']) {
  return dataOf(api.PATCH('/api/v1/hosts/{host}', { params: { path: { host } }, body }));
}

/** Announces work on a host, or says otherwise of it. */
export function beginMaintenance(host: string, body: Schema['PutMaintenance']) {
  return dataOf(api.PUT('/api/v1/hosts/{host}/maintenance', { params: { path: { host } }, body }));
}

/** Ends the work on a host. */
export function endMaintenance(host: string) {
  return dataOf(api.DELETE('/api/v1/hosts/{host}/maintenance', { params: { path: { host } } }));
}

/** Asks a host whether it is there, and answers with its state. */
export function checkHost(host: string) {
  return dataOf(api.POST('/api/v1/hosts/{host}/check', { params: { path: { host } } }));
}

/** Starts again what a host has lost, or only lists it. */
export function recoverHost(host: string, dryRun: boolean) {
  const params = {
    path: { host },
    query: { dryRun: dryRun ? ('true' as const) : ('false' as const) },
  };
  return dataOf(api.POST('/api/v1/hosts/{host}/recover', { params }));
}

/** What is kept of a host: what goes along with a new name, or ends with it. */
export const hostHoldingsQuery = (host: string) =>
  queryOptions({
    queryKey: ['hosts', host, 'holdings'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/hosts/{host}/holdings', { params: { path: { host } }, signal })),
  });

/** Forgets a host with all that is kept of it; what runs there stays. */
export async function removeHost(host: string): Promise<void> {
  await api.DELETE('/api/v1/hosts/{host}', { params: { path: { host } } });
}

/** Makes a key to log in with; the private one stays on the server. */
export function makeSshKey(body: Schema['MakeSshKey']) {
  return dataOf(api.POST('/api/v1/ssh-keys', { body }));
}

/** Deletes such a key, which no host was given. */
export async function discardSshKey(id: string): Promise<void> {
  await api.DELETE('/api/v1/ssh-keys/{id}', { params: { path: { id } } });
}

/** How a host was over the last days; for administrators. */
export const hostHistoryQuery = (host: string, days: number) =>
  queryOptions({
    queryKey: ['hosts', host, 'history', days],
    queryFn: ({ signal }) => {
      const params = { path: { host }, query: { days: `${days}` } };
      return dataOf(api.GET('/api/v1/hosts/{host}/history', { params, signal }));
    },
    refetchInterval: 60_000,
  });
