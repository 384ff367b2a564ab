import { defineHandler } from '../../identity/access/define-handler.ts';
import { hostParams } from '../schema.ts';
import { presentHistory } from './presenter.ts';
import { type HistoryDeps, readHistory } from './read-history.ts';
import { historyAnswer, historyQuery } from './schema.ts';

export type HealthHandlers = ReturnType<typeof healthHandlers>;

/** How hosts were over time. */
export function healthHandlers(deps: HistoryDeps) {
  return {
    history: defineHandler({
      operationId: 'getHostHistory',
      tag: 'Hosts',
      summary: 'Show how a host was over the last days',
      description:
        'By the events that told it. What happened during maintenance, or while no server ran, was ' +
        'told by none.',
      params: hostParams,
      query: historyQuery,
      answers: { 200: historyAnswer },
      handle: async ({ params: { host }, query: { days } }) => ({
        status: 200,
        body: presentHistory(await readHistory(deps, host, days)),
      }),
    }),
  };
}
