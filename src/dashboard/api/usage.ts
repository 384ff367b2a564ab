import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { serverAddress } from './base-path.ts';
import { api, dataOf } from './client.ts';

/** What accounts had and used in a month, as `2026-11`; null: in the present one. */
export const usageQuery = (month: string | null) =>
  queryOptions({
    queryKey: ['usage', month],
    queryFn: ({ signal }) => {
      const query = month === null ? {} : { month };
      return dataOf(api.GET('/api/v1/usage', { params: { query }, signal }));
    },
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });

/** Where the same is downloaded as CSV. */
export const usageExportAddress = (month: string): string =>
  `${serverAddress}/api/v1/usage/export.csv?month=${month}`;
