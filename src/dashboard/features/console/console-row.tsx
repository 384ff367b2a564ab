import { memo, useMemo } from 'react';
import { type Decoration, parseAnsi, type Segment } from './ansi.ts';
import classes from './console.module.css';
import type { ConsoleLine } from './console-log.ts';
import { splitMatches } from './split-matches.ts';

interface ConsoleRowProps {
  readonly line: ConsoleLine;
  readonly withTime: boolean;
  /** What is searched for; it is marked. */
  readonly wanted: string;
  /** Whether the search stands here. */
  readonly isCurrent: boolean;
}

/** One line of a console: its time, its text in its colours. */
export const ConsoleRow = memo(function ConsoleRow(props: ConsoleRowProps) {
  const { line, withTime, wanted, isCurrent } = props;
  const segments = useMemo(() => parseAnsi(line.line), [line.line]);
  return (
    <div className={classes.row} data-current={isCurrent || undefined}>
      {withTime && (
        <time className={classes.time} dateTime={line.timestamp} title={line.timestamp}>
          {formatTime(line.timestamp)}
        </time>
      )}
      <span className={classes.text}>
        {segments.map((segment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line's segments never change
          <SegmentText key={index} segment={segment} wanted={wanted} />
        ))}
      </span>
    </div>
  );
});

function SegmentText({ segment, wanted }: { segment: Segment; readonly wanted: string }) {
  const { text, color, background, decorations } = segment;
  const parts = splitMatches(text, wanted);
  if (color === null && background === null && decorations.length === 0) return parts.map(Part);
  const style = { ...(color && { color }), ...(background && { background }) };
  return (
    <span style={style} className={decorations.map(decorationClass).join(' ')}>
      {parts.map(Part)}
    </span>
  );
}

function Part({ text, isMatch }: { readonly text: string; readonly isMatch: boolean }, at: number) {
  return isMatch ? <mark key={at}>{text}</mark> : text;
}

const decorationClass = (decoration: Decoration) => classes[decoration] ?? '';

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

function formatTime(timestamp: string): string {
  const date = Date.parse(timestamp);
  return Number.isNaN(date) ? '' : time.format(date);
}
