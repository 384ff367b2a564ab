import { Tooltip } from '@mantine/core';
import { formatExact, formatRelative } from '../format/times.ts';
import { useNow } from '../format/use-now.ts';

/** How long ago, or ahead, a time is: `3 d ago`. Exact on hover; goes on by itself. */
export function RelativeTime({ at }: { readonly at: string }) {
  const now = useNow();
  const time = Date.parse(at);
  return (
    <Tooltip label={formatExact(time)}>
      <time dateTime={at}>{formatRelative(time, now)}</time>
    </Tooltip>
  );
}
