import type { ReactNode } from 'react';
import type { TimeTick, ValueAxis } from '../../format/axis.ts';
import classes from './stats.module.css';
import { shareOf, type TimeWindow } from './time-window.ts';

interface ChartAxesProps {
  readonly axis: ValueAxis;
  readonly ticks: readonly TimeTick[];
  readonly window: TimeWindow;
  format(value: number): string;
  readonly children: ReactNode;
}

/** The axes around what is drawn: values with their units beside it, times below. */
export function ChartAxes({ axis, ticks, window, format, children }: ChartAxesProps) {
  return (
    <div className={classes.axes}>
      <div className={classes.values} aria-hidden="true">
        {axis.ticks.map((value) => (
          <span key={value} style={{ bottom: percent(value / axis.top) }}>
            {format(value)}
          </span>
        ))}
      </div>
      <div className={classes.plot}>
        {axis.ticks.map((value) => (
          <i key={value} className={classes.rule} style={{ bottom: percent(value / axis.top) }} />
        ))}
        {ticks.map(({ at }) => (
          <i key={at} className={classes.mark} style={{ left: percent(shareOf(at, window)) }} />
        ))}
        {children}
      </div>
      <div className={classes.times} aria-hidden="true">
        {ticks.map(({ at, label }) => (
          <span key={at} style={{ left: percent(shareOf(at, window)) }}>
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

const percent = (share: number) => `${share * 100}%`;
