import { formatExact, formatSpan } from '../../format/times.ts';
import { useNow } from '../../format/use-now.ts';

/** For how long something has run; when it started on hover. */
export function Uptime({ startedAt }: { readonly startedAt: string | null }) {
  const now = useNow();
  if (startedAt === null) return 'not told';
  const start = Date.parse(startedAt);
  return (
    <time dateTime={startedAt} title={`Since ${formatExact(start)}`}>
      {formatSpan(now - start)}
    </time>
  );
}
