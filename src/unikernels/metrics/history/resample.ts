import { combine, type MetricPoint, type Points } from './metric-point.ts';
import { startOf } from './tiers.ts';
import type { Span } from './usage-history.ts';

/** Points of equal distance; null: nothing is known of that one. `from` is the beginning of the first. */
export interface Sampled {
  readonly from: number;
  readonly step: number;
  readonly points: readonly (MetricPoint | null)[];
}

/** Points of a span with another step, which begin at multiples of it. */
export function resample(points: Points, { from, to }: Span, step: number): Sampled {
  const first = startOf(from, step);
  const byStep = Map.groupBy(points, ([at]) => startOf(at, step));
  const count = Math.ceil((to - first) / step);
  return {
    ...{ from: first, step },
    points: Array.from({ length: count }, (_, index) => {
      const within = byStep.get(first + index * step) ?? [];
      return combine(within.map(([, point]) => point));
    }),
  };
}
