import type { KeptLine } from '../../api/console-history.ts';
import { plainText } from './ansi.ts';
import classes from './console.module.css';
import { splitMatches } from './split-matches.ts';

interface KeptLineViewProps {
  readonly line: KeptLine;
  /** What was searched for; it is marked. */
  readonly wanted?: string;
}

/** A line that was kept: its time, its release, its text without colours. */
export function KeptLineView({ line, wanted = '' }: KeptLineViewProps) {
  const parts = splitMatches(plainText(line.line), wanted);
  return (
    <span className={classes.kept}>
      <time className={classes.time} dateTime={line.timestamp} title={line.timestamp}>
        {time.format(Date.parse(line.timestamp))}
      </time>{' '}
      {line.release !== null && <span className={classes.time}>release {line.release}</span>}{' '}
      {parts.map(({ text, isMatch }, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: a line's parts never change
        isMatch ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
      )}
    </span>
  );
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'medium' });
