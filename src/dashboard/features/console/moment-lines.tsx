import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { linesAtQuery } from '../../api/console-history.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import classes from './console.module.css';
import { KeptLineView } from './kept-line.tsx';

interface MomentLinesProps {
  readonly place: UnikernelPlace;
  /** Milliseconds since 1970. */
  readonly moment: number;
}

/** What a unikernel has printed around a moment, as far as it was kept. */
export function MomentLines({ place, moment }: MomentLinesProps) {
  const { data, error } = useQuery(linesAtQuery(place, moment));
  if (error) return <ErrorAlert error={error} />;
  if (!data) return null;
  if (data.before.length + data.after.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No console lines were kept.
      </Text>
    );
  }
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what has the focus */}
      <section className={classes.around} aria-label="Console at that time" tabIndex={0}>
        {data.before.map((line) => (
          <KeptLineView key={line.number} line={line} />
        ))}
        <div className={classes.gap}>{time.format(moment)}</div>
        {data.after.map((line) => (
          <KeptLineView key={line.number} line={line} />
        ))}
      </section>
    </div>
  );
}

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
