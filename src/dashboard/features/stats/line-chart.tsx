import { Box, Group, Text } from '@mantine/core';
import { timeTicks, valueAxis } from '../../format/axis.ts';
import { formatSpan } from '../../format/times.ts';
import { ChartAxes } from './chart-axes.tsx';
import type { Chart, Series } from './charts.ts';
import { PlotLines } from './plot-lines.tsx';
import classes from './stats.module.css';
import type { TimeWindow } from './time-window.ts';

interface LineChartProps {
  readonly chart: Chart;
  readonly window: TimeWindow;
  /** What is looked at; milliseconds since 1970. */
  readonly moment: number | null;
  onMoment(moment: number): void;
}

/** Values over time as lines, with their axes, their ceiling and their gaps. */
export function LineChart({ chart, window, moment, onMoment }: LineChartProps) {
  const { label, series, format, ceiling, isOctets } = chart;
  const known = series.flatMap(({ values }) => values).filter((value) => value !== null);
  const max = Math.max(...known, 0);
  const isNear = ceiling !== null && max >= ceiling.value / 4;
  const axis = valueAxis(isNear ? Math.max(max, ceiling.value) : max, isOctets);
  return (
    <Box>
      <Group gap="md" justify="space-between" mb="sm">
        <Group gap="md">
          <Text fw={600}>{label}</Text>
          {series.map((each, index) => (
            <Latest key={each.label} series={each} index={index} format={format} />
          ))}
        </Group>
        {ceiling && (
          <Text size="xs" c="dimmed" className={classes.latest}>
            {isNear && <span className={classes.key} data-ceiling aria-hidden="true" />}
            At most {ceiling.label}
          </Text>
        )}
      </Group>
      <ChartAxes
        axis={axis}
        ticks={timeTicks(window.start, window.end)}
        window={window}
        format={format}
      >
        {known.length === 0 && <span className={classes.nothing}>Nothing yet</span>}
        <PlotLines
          {...{ chart, window, moment, onMoment }}
          top={axis.top}
          label={summary(chart, known, window)}
          showsCeiling={isNear}
        />
      </ChartAxes>
    </Box>
  );
}

interface LatestProps {
  readonly series: Series;
  readonly index: number;
  format(value: number): string;
}

function Latest({ series: { label, values }, index, format }: LatestProps) {
  const value = values.at(-1) ?? null;
  return (
    <Text size="sm" className={classes.latest}>
      <span className={classes.key} data-series={index} aria-hidden="true" />
      {value === null ? '–' : format(value)} {label}
    </Text>
  );
}

/** What the lines show, in words. */
function summary(
  { label, series, format, ceiling }: Chart,
  known: readonly number[],
  { start, end }: TimeWindow,
): string {
  if (known.length === 0) return `${label}: nothing yet`;
  const latest = series.map((each) => {
    const value = each.values.at(-1) ?? null;
    return `${value === null ? 'unknown' : format(value)} ${each.label}`;
  });
  const peak = `at most ${format(Math.max(...known))} in ${formatSpan(end - start)}`;
  return `${label}: ${latest.join(', ')}; ${peak}${ceiling ? `; no more than ${ceiling.label}` : ''}`;
}
