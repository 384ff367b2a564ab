import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isAway } from '../../api/connection.ts';
import { happenedQuery } from '../../api/events.ts';
import { type Metrics, metricsQuery, type SpanName, spans } from '../../api/metrics.ts';
import type { Schema } from '../../api/schema.ts';
import { useNow } from '../../format/use-now.ts';
import { chartsOf } from '../stats/charts.ts';
import type { FollowedStats } from '../stats/followed-stats.ts';
import { StatsPanel } from '../stats/stats-panel.tsx';
import type { TimeWindow } from '../stats/time-window.ts';
import { joinPoints } from '../stats/usage-series.ts';
import { MomentPanel } from './moment-panel.tsx';

interface UsageSectionProps {
  readonly unikernel: Schema['UnikernelDetails'];
  readonly stats: FollowedStats;
}

/** What a unikernel used, what has happened to it, and what it printed, on one axis of time. */
export function UsageSection({ unikernel, stats }: UsageSectionProps) {
  const now = useNow();
  const [span, setSpan] = useState<SpanName>('hour');
  const [moment, setMoment] = useState<number | null>(null);
  const metrics = useQuery(metricsQuery(unikernel, span, now));
  // With data, the shell says once for all of a page that they are old.
  const isOld = metrics.data !== undefined && isAway(metrics.error);
  const happened = useQuery(happenedQuery(unikernel, now - spans[span].length, span));
  const live = span === 'hour' ? stats.history : [];
  const given = givenTo(unikernel, metrics.data);
  const window = windowUntil(Math.max(now, live.at(-1)?.at ?? 0), spans[span].length);
  const points = joinPoints(metrics.data, live, given.cpus).filter(({ at }) => at >= window.start);
  const charts = chartsOf(points, given);
  const marks = (happened.data?.data ?? [])
    .map(({ id, lastAt, severity, summary }) => ({
      ...{ id, severity, text: summary, at: Date.parse(lastAt) },
    }))
    .filter(({ at }) => at >= window.start && at <= window.end);
  return (
    <>
      <StatsPanel
        {...{ stats, charts, window, marks, span, moment }}
        metrics={metrics.data}
        error={isOld ? null : metrics.error}
        onSpan={setSpan}
        onMoment={setMoment}
      />
      {moment !== null && (
        <MomentPanel
          {...{ moment, charts, marks, window }}
          place={unikernel}
          onClose={() => setMoment(null)}
        />
      )}
    </>
  );
}

/** Parts of the window by which it moves on. */
const stops = 360;

/** Moves on by steps, so that what is in it can be pointed at. */
function windowUntil(moment: number, length: number): TimeWindow {
  const step = length / stops;
  const end = Math.ceil(moment / step) * step;
  return { start: end - length, end };
}

/** As of the newest point, or as it is said to run. */
function givenTo({ memory, cpuids }: Schema['UnikernelDetails'], metrics: Metrics | undefined) {
  const cpus = metrics?.series.cpus.findLast((each) => each !== null);
  return { cpus: cpus ?? Math.max(1, cpuids.length), memory: memory * 1024 * 1024 };
}
