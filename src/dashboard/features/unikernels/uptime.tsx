import { Text, Tooltip } from '@mantine/core';
import { formatExact, formatSpan } from '../../format/times.ts';
import { useNow } from '../../format/use-now.ts';

/** For how long something has run; when it started on hover. */
export function Uptime({ startedAt }: { readonly startedAt: string | null }) {
  const now = useNow();
  if (startedAt === null) return <Text size="sm">not told</Text>;
  const start = Date.parse(startedAt);
  return (
    <Tooltip label={`Since ${formatExact(start)}`}>
      <time dateTime={startedAt}>{formatSpan(now - start)}</time>
    </Tooltip>
  );
}
