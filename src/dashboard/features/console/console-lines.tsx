import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../../components/icons.tsx';
import { formatNumber } from '../../format/quantities.ts';
import classes from './console.module.css';
import type { ConsoleView } from './console-log.ts';
import { ConsoleRow } from './console-row.tsx';

/** Pixels, as `.row` has them. */
const rowHeight = 20;
const overscan = 15;

interface ConsoleLinesProps {
  readonly label: string;
  readonly view: ConsoleView;
  readonly withTimes: boolean;
  readonly wanted: string;
  /** The number of the line where the search stands; null: nowhere. */
  readonly current: number | null;
  /** Somebody has scrolled to the first line. */
  readonly onTop?: (() => void) | undefined;
}

/** The lines of a console, of which only those that can be seen are in the page. Follows the end
 * until somebody scrolls up. */
export function ConsoleLines(props: ConsoleLinesProps) {
  const { label, view, withTimes, wanted, current, onTop } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const { lines, count, dropped } = view;
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    useFlushSync: false,
  });
  useScrollPosition(scroller.current, { view, following });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where the search has moved
  useEffect(() => {
    if (current === null) return;
    setFollowing(false);
    rows.scrollToIndex(current - dropped, { align: 'center' });
  }, [current]);
  const shown = rows.getVirtualItems();
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="log"
        aria-label={label}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what has the focus
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          setFollowing(isAtEnd(currentTarget));
          if (currentTarget.scrollTop === 0 && !isAtEnd(currentTarget)) onTop?.();
        }}
      >
        <div className={classes.lines} style={{ height: rows.getTotalSize() }}>
          <div
            className={classes.window}
            style={{ transform: `translateY(${shown[0]?.start ?? 0}px)` }}
          >
            {shown.map(({ index }) => {
              const line = lines[index];
              return (
                line && (
                  <ConsoleRow
                    key={line.number}
                    line={line}
                    withTime={withTimes}
                    wanted={wanted}
                    isCurrent={line.number === current}
                  />
                )
              );
            })}
          </div>
        </div>
      </div>
      {!following && <Resume count={dropped + count} onResume={() => setFollowing(true)} />}
    </div>
  );
}

/** Keeps the view at the end while it is followed, else on the lines that are read. */
function useScrollPosition(
  scroller: HTMLElement | null,
  { view, following }: { readonly view: ConsoleView; readonly following: boolean },
): void {
  const dropped = useRef(view.dropped);
  useLayoutEffect(() => {
    if (!scroller) return;
    if (following) scroller.scrollTop = scroller.scrollHeight;
    else scroller.scrollTop -= (view.dropped - dropped.current) * rowHeight;
    dropped.current = view.dropped;
  }, [scroller, view, following]);
}

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight < rowHeight;

/** Says that the end is not followed, how much came since, and leads back to it. */
function Resume({ count, onResume }: { readonly count: number; onResume(): void }) {
  const [since] = useState(count);
  const newer = Math.max(0, count - since);
  return (
    <Button
      className={classes.resume}
      size="xs"
      leftSection={<Icon name="down" size={14} />}
      onClick={onResume}
    >
      {newer > 0 ? `Paused, ${formatNumber(newer)} newer lines` : 'Paused'}: go on
    </Button>
  );
}
