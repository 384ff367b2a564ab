import { Group, Paper, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { type Metrics, type SpanName, spans } from '../../api/metrics.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import type { Chart } from './charts.ts';
import { CollectionNotice } from './collection-notice.tsx';
import type { FollowedStats } from './followed-stats.ts';
import { LineChart } from './line-chart.tsx';
import { type Mark, MarksRow } from './marks-row.tsx';
import classes from './stats.module.css';
import type { TimeWindow } from './time-window.ts';
import { UsageTable } from './usage-table.tsx';

interface StatsPanelProps {
  readonly stats: FollowedStats;
  /** What was kept; undefined: that is not known yet. */
  readonly metrics: Metrics | undefined;
  /** Why what was kept cannot be shown; null where it can. */
  readonly error: Error | null;
  readonly charts: readonly Chart[];
  readonly window: TimeWindow;
  readonly marks: readonly Mark[];
  readonly span: SpanName;
  onSpan(span: SpanName): void;
  readonly moment: number | null;
  onMoment(moment: number): void;
}

/** What a unikernel used over time, and what has happened to it meanwhile, on one axis. */
export function StatsPanel(props: StatsPanelProps) {
  const { stats, metrics, error, charts, window, marks, span, onSpan, moment, onMoment } = props;
  const [asTable, setAsTable] = useState(false);
  return (
    <Paper component="section" id="usage" aria-label="Usage" className={classes.panel}>
      <Stack gap="md">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            Usage
          </Title>
          <Group gap="md">
            <SegmentedControl
              aria-label="Time range"
              size="xs"
              value={span}
              data={Object.entries(spans).map(([value, { label }]) => ({ value, label }))}
              onChange={(value) => {
                if (isSpan(value)) onSpan(value);
              }}
            />
            <Switch
              label="As a table"
              checked={asTable}
              onChange={({ currentTarget }) => setAsTable(currentTarget.checked)}
            />
          </Group>
        </Group>
        <ErrorAlert error={stats.error} onRetry={stats.retry} />
        <ErrorAlert error={error} />
        <Text size="sm" c="dimmed" role="status">
          {stats.state === 'away' ? 'Connection lost. Reconnecting …' : statusOf(span, metrics)}
        </Text>
        {metrics?.collection && <CollectionNotice collection={metrics.collection} />}
        {asTable ? (
          <UsageTable charts={charts} />
        ) : (
          <Stack gap="sm">
            {charts.map((chart) => (
              <LineChart key={chart.label} {...{ chart, window, moment, onMoment }} />
            ))}
            <MarksRow {...{ marks, window, moment, onMoment }} />
          </Stack>
        )}
      </Stack>
    </Paper>
  );
}

const isSpan = (value: string): value is SpanName => Object.hasOwn(spans, value);

function statusOf(span: SpanName, metrics: Metrics | undefined): string {
  if (span === 'hour') return 'One sample every 10 s. Choose a moment to see what happened then.';
  const minutes = metrics ? Math.round(metrics.step / 60) : 0;
  const step = minutes >= 1 ? ` of ${minutes} min` : '';
  return `Averages${step}, and the highest memory use. Choose a moment to see what happened then.`;
}
