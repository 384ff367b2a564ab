import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { followConsole } from '../../api/console.ts';
import type { StreamPlace, StreamState } from '../../api/event-stream.ts';
import { ConsoleLog } from './console-log.ts';

/** A console that is followed for as long as it is shown. */
export interface FollowedConsole {
  readonly log: ConsoleLog;
  readonly state: StreamState;
  /** Why it is not followed any more; null while it is. */
  readonly error: unknown;
  retry(): void;
}

interface Attempt {
  readonly log: ConsoleLog;
  readonly place: StreamPlace;
}

const newAttempt = (): Attempt => ({ log: new ConsoleLog(), place: { lastEventId: null } });

/**
 * Follows the console of a unikernel, also of one that has ended or is yet to run. While the page
 * cannot be seen it pauses, since a browser has few connections to one server; it goes on after the
 * last line then.
 */
export function useConsole(host: string, name: string): FollowedConsole {
  const isVisible = useDocumentVisibility() === 'visible';
  const [attempt, setAttempt] = useState(newAttempt);
  const [state, setState] = useState<StreamState>('opening');
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!isVisible) return;
    const { log, place } = attempt;
    const closing = new AbortController();
    const { signal } = closing;
    setError(null);
    const onLines = log.append.bind(log);
    followConsole({ host, name }, { onLines, onState: setState, place, signal }).catch(setError);
    return () => closing.abort();
  }, [host, name, attempt, isVisible]);
  return { log: attempt.log, state, error, retry: () => setAttempt(newAttempt()) };
}
