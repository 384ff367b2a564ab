import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';
import type { UnikernelPlace } from './unikernel.ts';

/** What a unikernel was started with, the newest first. */
export const releasesQuery = ({ host, name }: UnikernelPlace) =>
  queryOptions({
    queryKey: ['releases', host, name],
    queryFn: ({ signal }) => {
      const options = { params: { path: { host, name } }, signal };
      return dataOf(api.GET('/api/v1/hosts/{host}/unikernels/{name}/releases', options));
    },
    refetchInterval: 10_000,
  });

/** In what a release differs from another one. */
export const comparisonQuery = ({ host, name }: UnikernelPlace, number: number, other: number) =>
  queryOptions({
    queryKey: ['releases', host, name, number, other],
    queryFn: ({ signal }) => {
      const options = { params: { path: { host, name, number, other } }, signal };
      const path = '/api/v1/hosts/{host}/unikernels/{name}/releases/{number}/compare/{other}';
      return dataOf(api.GET(path, options));
    },
  });

/** Starts a unikernel as an earlier release was. */
export function rollbackUnikernel(
  { host, name }: UnikernelPlace,
  release: number,
): Promise<Schema['UnikernelDetails']> {
  const params = { path: { host, name } };
  const body = { release };
  return dataOf(api.POST('/api/v1/hosts/{host}/unikernels/{name}/rollback', { params, body }));
}
