import { Box, Group, Text } from '@mantine/core';
import { formatSpan } from '../../format/times.ts';
import type { Chart, Series } from './charts.ts';
import classes from './stats.module.css';

const width = 400;
const height = 100;
/** Milliseconds that a chart shows at the least, so that its first points are no steep cliffs. */
const minSpan = 60_000;

/** Values over time, as lines from the first point to the last. */
export function LineChart({ chart }: { readonly chart: Chart }) {
  const { label, times, series, format } = chart;
  const values = series.flatMap((each) => each.values).filter((value) => value !== null);
  const max = Math.max(...values, 0);
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  const start = Math.min(first, last - minSpan);
  const x = (time: number) => ((time - start) / Math.max(1, last - start)) * width;
  const y = (value: number) => height - (max > 0 ? value / (max * 1.1) : 0) * height;
  return (
    <Box>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {label}
      </Text>
      <Group gap="md">
        {series.map((each, index) => (
          <Latest key={each.label} series={each} index={index} format={format} />
        ))}
      </Group>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary(chart, values, last - first)}
      >
        {series.map((each, index) => (
          <path
            key={each.label}
            className={classes.line}
            data-series={index}
            d={pathOf(each, times, x, y)}
          />
        ))}
      </svg>
      <Group justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {formatSpan(last - start)} ago
        </Text>
        <Text size="xs" c="dimmed">
          {values.length > 0 && `at most ${format(max)}`}
        </Text>
        <Text size="xs" c="dimmed">
          now
        </Text>
      </Group>
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

/** SVG path data; where a value is not known, the line is broken. */
function pathOf(
  { values }: Series,
  times: readonly number[],
  x: (time: number) => number,
  y: (value: number) => number,
): string {
  let isDrawing = false;
  return values
    .map((value, index) => {
      const command = isDrawing ? 'L' : 'M';
      isDrawing = value !== null;
      if (value === null) return '';
      return `${command}${x(times[index] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

/** What the lines show, in words. */
function summary(
  { label, series, format }: Chart,
  values: readonly number[],
  span: number,
): string {
  if (values.length === 0) return `${label}: nothing is known yet`;
  const latest = series.map((each) => {
    const value = each.values.at(-1) ?? null;
    return `${value === null ? 'unknown' : format(value)} ${each.label}`;
  });
  return `${label}: ${latest.join(', ')}; at most ${format(Math.max(...values))} in ${formatSpan(span)}`;
}
