import { formatExact } from '../../format/times.ts';
import classes from './stats.module.css';
import { shareOf, type TimeWindow } from './time-window.ts';

/** Something that has happened. */
export interface Mark {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}

interface MarksRowProps {
  readonly marks: readonly Mark[];
  readonly window: TimeWindow;
  readonly moment: number | null;
  onMoment(moment: number): void;
}

/** Places side by side in which marks can be told apart. */
const places = 60;

const severities = ['error', 'warning', 'info'] as const;

/** Those that would lie on each other as one, which stands where the worst of them is. */
function together(marks: readonly Mark[], window: TimeWindow): Mark[] {
  const byPlace = Map.groupBy(marks, ({ at }) => Math.floor(shareOf(at, window) * places));
  return [...byPlace.values()].flatMap((some) => {
    const worst = severities.flatMap((each) => some.filter(({ severity }) => severity === each))[0];
    return worst ? { ...worst, text: some.map(({ text }) => text).join('\n') } : [];
  });
}

/** Moments that a slider goes over with the keys. */
const stops = 360;

/** What has happened, below the charts and on their axis, and the slider that chooses a moment. */
export function MarksRow({ marks, window, moment, onMoment }: MarksRowProps) {
  const { start, end } = window;
  const chosen = moment ?? end;
  return (
    <div className={classes.axes}>
      <div className={classes.rowName}>Events</div>
      <div className={classes.marks}>
        {together(marks, window).map(({ id, at, severity, text }) => (
          <button
            key={id}
            type="button"
            className={classes.event}
            data-severity={severity}
            style={{ left: `${shareOf(at, window) * 100}%` }}
            title={text}
            aria-label={`Events of ${formatExact(at)}`}
            onClick={() => onMoment(at)}
          />
        ))}
      </div>
      <input
        className={classes.slider}
        type="range"
        aria-label="Moment"
        aria-valuetext={formatExact(chosen)}
        min={start}
        max={end}
        step={(end - start) / stops}
        value={chosen}
        onChange={({ currentTarget }) => onMoment(Number(currentTarget.value))}
      />
    </div>
  );
}
