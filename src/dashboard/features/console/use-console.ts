import { useEffect, useState } from 'react';
import { followConsole } from '../../api/console.ts';
import type { StreamState } from '../../api/event-stream.ts';
import { ConsoleLog } from './console-log.ts';

/** A console that is followed for as long as it is shown. */
export interface FollowedConsole {
  readonly log: ConsoleLog;
  readonly state: StreamState;
  /** Why it is not followed any more; null while it is. */
  readonly error: unknown;
  retry(): void;
}

/** Follows the console of a unikernel, also of one that has ended or is yet to run. */
export function useConsole(host: string, name: string): FollowedConsole {
  const [attempt, setAttempt] = useState(0);
  const [log, setLog] = useState(() => new ConsoleLog());
  const [state, setState] = useState<StreamState>('opening');
  const [error, setError] = useState<unknown>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins anew
  useEffect(() => {
    const fresh = new ConsoleLog();
    const closing = new AbortController();
    setLog(fresh);
    setError(null);
    const onLines = fresh.append.bind(fresh);
    followConsole({ host, name }, { onLines, onState: setState, signal: closing.signal }).catch(
      setError,
    );
    return () => closing.abort();
  }, [host, name, attempt]);
  return { log, state, error, retry: () => setAttempt(attempt + 1) };
}
