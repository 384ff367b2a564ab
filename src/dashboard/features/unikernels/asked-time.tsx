import { formatExact, formatRelative } from '../../format/times.ts';
import { useNow } from '../../format/use-now.ts';

/** When a unikernel was last deployed, restarted or started from here; exactly on hover. */
export function AskedTime({ at }: { readonly at: string | null }) {
  const now = useNow();
  if (at === null) return '–';
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={formatExact(time)}>
      {formatRelative(time, now)}
    </time>
  );
}
