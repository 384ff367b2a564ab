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

/** The address of the same as CSV, for one account or, if that is empty, for all. */
export function usageExportAddress(month: string, account: string): string {
  const query = new URLSearchParams({ month, ...(account !== '' && { account }) });
  return `${serverAddress}/api/v1/usage/export.csv?${query}`;
}
