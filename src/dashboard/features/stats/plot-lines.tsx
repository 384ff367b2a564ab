import type { PointerEvent } from 'react';
import type { Chart, Series } from './charts.ts';
import classes from './stats.module.css';
import { momentAt, shareOf, type TimeWindow } from './time-window.ts';

const width = 1000;
const height = 100;

interface PlotLinesProps {
  readonly chart: Chart;
  readonly window: TimeWindow;
  /** The value at the upper end. */
  readonly top: number;
  readonly label: string;
  readonly showsCeiling: boolean;
  readonly moment: number | null;
  onMoment(moment: number): void;
}

/** The lines of a chart. A click on them chooses a moment, as the slider below all charts does. */
export function PlotLines(props: PlotLinesProps) {
  const { chart, window, top, label, showsCeiling, moment, onMoment } = props;
  const x = (time: number) => shareOf(time, window) * width;
  const y = (value: number) => height - (value / top) * height;
  const choose = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width: across } = event.currentTarget.getBoundingClientRect();
    onMoment(momentAt((event.clientX - left) / across, window));
  };
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      onPointerUp={choose}
    >
      {showsCeiling && chart.ceiling && (
        <path className={classes.ceiling} d={`M0 ${y(chart.ceiling.value)}H${width}`} />
      )}
      {chart.series.map((series, index) => (
        <path
          key={series.label}
          className={classes.line}
          data-series={index}
          d={pathOf(series, chart.times, x, y)}
        />
      ))}
      {moment !== null && <path className={classes.cursor} d={`M${x(moment)} 0V${height}`} />}
    </svg>
  );
}

/** SVG path data; where a value is not known, the line is broken, and one alone is a dot. */
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
      const place = `${x(times[index] ?? 0).toFixed(1)} ${y(value).toFixed(2)}`;
      const isAlone = command === 'M' && (values[index + 1] ?? null) === null;
      return isAlone ? `M${place}h0.1` : `${command}${place}`;
    })
    .join('');
}
