import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

/** Whether Fulmar acts by itself; administrators alone may ask. */
export const automationQuery = queryOptions({
  queryKey: ['automation'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/automation', { signal })),
  refetchInterval: 30_000,
});

/** Has Fulmar act by itself again. */
export function resumeAutomation() {
  return dataOf(api.PATCH('/api/v1/automation', { body: { paused: false } }));
}
