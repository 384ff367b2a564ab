import { Affix, Alert } from '@mantine/core';
import { useAwaySince } from '../api/connection.ts';
import { Icon } from '../components/icons.tsx';
import { formatExact } from '../format/times.ts';

/** Says that what the page shows is old, while the server does not answer; moves nothing. */
export function AwayNotice() {
  const since = useAwaySince();
  return (
    <Affix position={{ bottom: 16, left: 16, right: 16 }} style={{ pointerEvents: 'none' }}>
      <div role="status">
        {since !== null && (
          <Alert
            color="yellow"
            title="The server does not answer"
            icon={<Icon name="attention" />}
            role="presentation"
            maw={480}
            mx="auto"
            style={{ boxShadow: 'var(--mantine-shadow-md)', pointerEvents: 'auto' }}
          >
            {since > 0 && `What you see is from ${formatExact(since)}. `}
            It is asked again all the time; this goes on by itself when it is back.
          </Alert>
        )}
      </div>
    </Affix>
  );
}
