import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { StreamState } from '../../api/event-stream.ts';
import { followStats, type UsageSample } from '../../api/stats.ts';
import { extendHistory, type UsagePoint } from './usage-history.ts';

export interface FollowedStats {
  readonly history: readonly UsagePoint[];
  readonly state: StreamState;
  /** Why it is not followed any more; null while it is. */
  readonly error: unknown;
  retry(): void;
}

/** What a subscription knows beside what it shows. */
interface Attempt {
  /** The sample that the next one is compared with. */
  last: UsageSample | null;
}

const newAttempt = (): Attempt => ({ last: null });

/**
 * Follows what a unikernel uses while the page can be seen: a browser has few connections to one
 * server, which many pages in the background would take.
 */
export function useStats(host: string, name: string): FollowedStats {
  const isVisible = useDocumentVisibility() === 'visible';
  const [attempt, setAttempt] = useState(newAttempt);
  const [history, setHistory] = useState<readonly UsagePoint[]>([]);
  const [state, setState] = useState<StreamState>('opening');
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!isVisible) return;
    const closing = new AbortController();
    setError(null);
    const add = (sample: UsageSample) => {
      const before = attempt.last;
      attempt.last = sample;
      setHistory((known) => extendHistory(known, before, sample));
    };
    const onSamples = (samples: readonly UsageSample[]) => samples.forEach(add);
    followStats({ host, name }, { onSamples, onState: setState, signal: closing.signal }).catch(
      setError,
    );
    return () => closing.abort();
  }, [host, name, isVisible, attempt]);
  return { history, state, error, retry: () => setAttempt(newAttempt()) };
}
