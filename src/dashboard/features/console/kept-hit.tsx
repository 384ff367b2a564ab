import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type KeptLine, linesAroundQuery } from '../../api/console-history.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import classes from './console.module.css';
import { KeptLineView } from './kept-line.tsx';

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
        <KeptLineView line={hit} wanted={wanted} />
      </UnstyledButton>
      {opened && <LinesAround place={place} hit={hit} wanted={wanted} />}
    </div>
  );
}

function LinesAround({ place, hit, wanted }: KeptHitProps) {
  const query = useQuery(linesAroundQuery(place, hit.number));
  if (query.error) return <ErrorAlert error={query.error} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what has the focus
    <section className={classes.around} aria-label="Show the lines around it" tabIndex={0}>
      {query.data?.data.map((line) => (
        <div key={line.number} data-current={line.number === hit.number || undefined}>
          {line.gapBefore && <div className={classes.gap}>Lines may be missing here</div>}
          <KeptLineView line={line} wanted={wanted} />
        </div>
      ))}
    </section>
  );
}
