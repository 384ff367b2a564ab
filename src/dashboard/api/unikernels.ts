import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

interface ListedBy {
  readonly account?: '*';
  readonly host?: string;
}

const listQuery = (key: readonly string[], query: ListedBy) =>
  queryOptions({
    queryKey: ['unikernels', ...key],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/unikernels', { params: { query }, signal })),
    refetchInterval: 5_000,
  });

/** The account's unikernels on all hosts; hosts that did not answer in time are in `errors`. */
export const unikernelsQuery = listQuery([], {});

/** Everybody's, for administrators, with those that are nobody's. */
export const everybodysUnikernelsQuery = listQuery(['*'], { account: '*' });

/** Everybody's on one host. */
export const unikernelsOnHostQuery = (host: string) =>
  listQuery(['*', host], { account: '*', host });
