import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';
import type { UnikernelPlace } from './unikernel.ts';

export type Metrics = Schema['UnikernelMetrics'];

const minute = 60_000;
const hour = 60 * minute;

/** How much time is shown at once. All in milliseconds. */
export const spans = {
  hour: { label: '1 h', length: hour, refetch: 20_000 },
  day: { label: '24 h', length: 24 * hour, refetch: minute },
  fortnight: { label: '14 days', length: 14 * 24 * hour, refetch: 5 * minute },
} as const;

export type SpanName = keyof typeof spans;

/** What a unikernel used until now, which is by the server's clock. */
export const metricsQuery = ({ host, name }: UnikernelPlace, span: SpanName, now: number) =>
  queryOptions({
    queryKey: ['metrics', host, name, span],
    queryFn: ({ signal }) => {
      const from = new Date(now - spans[span].length).toISOString();
      const params = { path: { host, name }, query: { from } };
      return dataOf(api.GET('/api/v1/hosts/{host}/unikernels/{name}/metrics', { params, signal }));
    },
    refetchInterval: spans[span].refetch,
    placeholderData: keepPreviousData,
  });
