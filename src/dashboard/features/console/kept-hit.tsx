import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type KeptLine, surroundingsQuery } from '../../api/console-history.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { plainText } from './ansi.ts';
import classes from './console.module.css';
import { splitMatches } from './split-matches.ts';

interface KeptHitProps {
  readonly place: UnikernelPlace;
  readonly hit: KeptLine;
  readonly wanted: string;
}

/** A line that was found; opened, it stands among those around it. */
export function KeptHit({ place, hit, wanted }: KeptHitProps) {
  const [opened, setOpened] = useState(false);
  return (
    <div className={classes.frame}>
      <UnstyledButton
        className={classes.hit}
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        <Line line={hit} wanted={wanted} />
      </UnstyledButton>
      {opened && <Surroundings place={place} hit={hit} wanted={wanted} />}
    </div>
  );
}

function Surroundings({ place, hit, wanted }: KeptHitProps) {
  const query = useQuery(surroundingsQuery(place, hit.number));
  if (query.error) return <ErrorAlert error={query.error} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what has the focus
    <section className={classes.around} aria-label="Lines around it" tabIndex={0}>
      {query.data?.data.map((line) => (
        <div key={line.number} data-current={line.number === hit.number || undefined}>
          {line.gapBefore && <div className={classes.gap}>Lines may be missing here</div>}
          <Line line={line} wanted={wanted} />
        </div>
      ))}
    </section>
  );
}

function Line({ line, wanted }: { readonly line: KeptLine; readonly wanted: string }) {
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
