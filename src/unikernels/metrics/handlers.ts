import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Places } from '../../places/places.ts';
import { presentMetrics } from './presenter.ts';
import { type ReadMetricsDeps, readMetrics } from './read-metrics.ts';
import * as schema from './schema.ts';

export interface MetricsHandlerDeps extends ReadMetricsDeps {
  readonly places: Pick<Places, 'domainOf'>;
}

export type MetricsHandlers = ReturnType<typeof metricsHandlers>;

/** The handlers that show what unikernels used over time. */
export function metricsHandlers(deps: MetricsHandlerDeps) {
  return {
    metrics: defineHandler({
      operationId: 'getUnikernelMetrics',
      tag: 'Unikernels',
      summary: 'Show what a unikernel used over time',
      description:
        'CPU, memory, network and blocks of a managed unikernel: points of 10 s for a day, of a minute ' +
        'for 14 days; a longer `step` gives means, and the most memory. At most about 1,500 points.',
      params: schema.metricsParams,
      query: schema.metricsQuery,
      answers: { 200: schema.metricsAnswer },
      problems: ['unikernel-unknown'],
      handle: async (request) => {
        const { params, query } = request;
        const domain = await deps.places.domainOf(request, query.account);
        const asked = {
          ...{ from: query.from ?? null, to: query.to ?? null, step: query.step ?? null },
        };
        const shown = await readMetrics(deps, { ...params, domain }, asked);
        return { status: 200, body: presentMetrics(shown) };
      },
    }),
  };
}
