import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { StreamPlace, StreamState } from '../../api/event-stream.ts';
import type { UsageSample } from '../../api/stats.ts';
import { followUnikernel } from '../../api/unikernel-events.ts';
import { ConsoleLog } from '../console/console-log.ts';
import type { FollowedConsole } from '../console/use-console.ts';
import type { FollowedStats } from '../stats/followed-stats.ts';
import { extendHistory, type UsagePoint } from '../stats/usage-history.ts';

/** What a subscription knows beside what it shows. */
interface Attempt {
  readonly log: ConsoleLog;
  readonly place: StreamPlace;
  /** The sample that the next one is compared with. */
  last: UsageSample | null;
}

const newAttempt = (): Attempt => ({
  log: new ConsoleLog(),
  place: { lastEventId: null },
  last: null,
});

/**
 * Follows the console of a unikernel and what it uses, over one connection and while the page can be
 * seen: a browser has few connections to one server. It goes on after the last line then.
 */
export function useUnikernelEvents(host: string, name: string) {
  const isVisible = useDocumentVisibility() === 'visible';
  const [attempt, setAttempt] = useState(newAttempt);
  const [history, setHistory] = useState<readonly UsagePoint[]>([]);
  const [state, setState] = useState<StreamState>('opening');
  const [error, setError] = useState<unknown>(null);
  const [statsError, setStatsError] = useState<unknown>(null);
  useEffect(() => {
    if (!isVisible) return;
    const { log, place } = attempt;
    const closing = new AbortController();
    const add = (sample: UsageSample) => {
      const before = attempt.last;
      attempt.last = sample;
      setHistory((known) => extendHistory(known, before, sample));
    };
    setError(null);
    const onState = (now: StreamState) => {
      setState(now);
      if (now === 'open') setStatsError(null);
    };
    followUnikernel(
      { host, name },
      {
        ...{ onState, place, signal: closing.signal },
        onLines: log.append.bind(log),
        onSamples: (samples) => samples.forEach(add),
        onSamplesEnd: setStatsError,
      },
    ).catch(setError);
    return () => closing.abort();
  }, [host, name, attempt, isVisible]);
  const followed: FollowedConsole = {
    ...{ log: attempt.log, state, error },
    retry: () => setAttempt(newAttempt()),
  };
  const stats: FollowedStats = {
    ...{ history, state, error: error ?? statsError },
    retry: () => setAttempt((known) => ({ ...known })),
  };
  return { console: followed, stats };
}
