import type { Schema } from '../../api/schema.ts';
import { formatExact, formatSpan } from '../../format/times.ts';
import { useNow } from '../../format/use-now.ts';

interface UptimeProps {
  readonly unikernel: Pick<Schema['Unikernel'], 'state' | 'startedAt'>;
  /** What comes before it where it runs. */
  readonly prefix?: string;
}

/** For how long a unikernel has run, and when it started on hover; nothing where it does not. */
export function Uptime({ unikernel: { state, startedAt }, prefix = '' }: UptimeProps) {
  const now = useNow();
  if (state !== 'running' && state !== 'restarting') return '–';
  if (startedAt === null) return 'unknown';
  const start = Date.parse(startedAt);
  return (
    <>
      {prefix}
      <time dateTime={startedAt} title={`Since ${formatExact(start)}`}>
        {formatSpan(now - start)}
      </time>
    </>
  );
}
