import type { z } from 'zod';
import type { Collection } from './collector/collection.ts';
import type { MetricPoint } from './history/metric-point.ts';
import type { Sampled } from './history/resample.ts';
import type { metricsAnswer } from './schema.ts';

/** What is shown of a unikernel's metrics. */
export interface ShownMetrics extends Sampled {
  /** Seconds that the points span which these are made of. */
  readonly resolution: number;
  readonly collection: Collection | null;
}

/** Metrics as the API shows them: a list a quantity. */
export function presentMetrics(shown: ShownMetrics): z.input<typeof metricsAnswer> {
  const { from, step, points, resolution, collection } = shown;
  const series = (value: (point: MetricPoint) => number | null) =>
    points.map((point) => point && value(point));
  return {
    from: timeOf(from),
    to: timeOf(from + points.length * step),
    ...{ step, resolution },
    collection: collection && presentCollection(collection),
    yielded: collection?.state === 'yielded',
    series: {
      cpu: series(({ cpu, cpus }) => cpu / 1_000_000 / Math.max(1, cpus)),
      cpus: series(({ cpus }) => cpus || null),
      memory: series(({ memory }) => memory),
      memoryLimit: series(({ memoryLimit }) => memoryLimit * 1024 * 1024 || null),
      received: series(({ received }) => received),
      sent: series(({ sent }) => sent),
      blockReads: series(({ blockReads }) => blockReads / 1_000),
      blockWrites: series(({ blockWrites }) => blockWrites / 1_000),
    },
  };
}

function presentCollection({ state, since, nextAt }: Collection) {
  return { state, since: since.toISOString(), nextAt: nextAt?.toISOString() ?? null };
}

const timeOf = (seconds: number) => new Date(seconds * 1000).toISOString();
