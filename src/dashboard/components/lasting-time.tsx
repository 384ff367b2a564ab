import { Tooltip } from '@mantine/core';
import { formatExact, formatSpan } from '../format/times.ts';
import { useNow } from '../format/use-now.ts';

/** For how long something has been as it is: `3 d`. Since when on hover; goes on by itself. */
export function LastingTime({ since }: { readonly since: string }) {
  const now = useNow();
  const start = Date.parse(since);
  return (
    <Tooltip label={`Since ${formatExact(start)}`}>
      <time dateTime={since}>{formatSpan(now - start)}</time>
    </Tooltip>
  );
}
