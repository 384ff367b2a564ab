import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';
import type { UnikernelPlace } from './unikernel.ts';

const path = '/api/v1/hosts/{host}/unikernels/{name}/checks';

/** How what is checked of a unikernel while it runs does. */
export const checksQuery = ({ host, name }: UnikernelPlace) =>
  queryOptions({
    queryKey: ['checks', host, name],
    queryFn: ({ signal }) => dataOf(api.GET(path, { params: { path: { host, name } }, signal })),
    refetchInterval: 10_000,
  });

/** Checks this from now on, in place of all that was. */
export function setChecks(
  { host, name }: UnikernelPlace,
  checks: Schema['UnikernelChecks']['checks'],
): Promise<Schema['UnikernelHealth']> {
  return dataOf(api.PUT(path, { params: { path: { host, name } }, body: { checks } }));
}
