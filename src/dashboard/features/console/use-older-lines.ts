import { useEffect, useRef, useState } from 'react';
import { type KeptLine, readKeptLines } from '../../api/console-history.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import type { ConsoleLog } from './console-log.ts';
import { olderThan } from './older-than.ts';

/** Lines that are loaded in one go. */
const pageSize = 500;

/** The lines of a console that were kept, before those that its host still has. */
export interface OlderLines {
  /** Whether there may be more. */
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: unknown;
  load(): void;
}

/** Puts lines that were kept before those of a log, page by page. */
export function useOlderLines(place: UnikernelPlace, log: ConsoleLog): OlderLines {
  const { host, name } = place;
  const cursor = useRef<string | null>(null);
  const closing = useRef(new AbortController());
  const [hasMore, setHasMore] = useState(true);
  const [isLoading, setIsLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another log begins anew
  useEffect(() => {
    closing.current = new AbortController();
    cursor.current = null;
    setHasMore(true);
    setIsLoading(false);
    setError(null);
    return () => closing.current.abort();
  }, [host, name, log]);
  const read = async (signal: AbortSignal) => {
    const shown = log.view().lines;
    const page = await readKeptLines({ host, name }, requestOf(cursor.current, shown[0]), signal);
    const lines = page.data.toReversed();
    log.prepend((cursor.current === null ? olderThan(lines, shown) : lines).flatMap(asPrinted));
    cursor.current = page.next;
    setHasMore(page.next !== null);
  };
  const load = () => {
    if (isLoading || !hasMore) return;
    const { signal } = closing.current;
    setIsLoading(true);
    setError(null);
    const failed = (problem: unknown) => {
      if (!signal.aborted) setError(problem);
    };
    const done = () => {
      if (!signal.aborted) setIsLoading(false);
    };
    void read(signal).catch(failed).finally(done);
  };
  return { hasMore, isLoading, error, load };
}

function requestOf(cursor: string | null, oldest: { readonly timestamp: string } | undefined) {
  const common = { order: 'desc', limit: pageSize } as const;
  if (cursor !== null) return { ...common, cursor };
  if (!oldest) return common;
  // Those of the same millisecond as well: some of them may have been kept alone.
  const to = new Date(Date.parse(oldest.timestamp) + 1).toISOString();
  return { ...common, to };
}

/** A line, with one before it where some may be missing. */
function asPrinted({ timestamp, line, gapBefore }: KeptLine) {
  const printed = { timestamp, line };
  return gapBefore ? [{ timestamp, line: '— lines may be missing here —' }, printed] : [printed];
}
