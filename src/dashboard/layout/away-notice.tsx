import { Alert, Box } from '@mantine/core';
import { useAwaySince } from '../api/connection.ts';
import { Icon } from '../components/icons.tsx';
import { formatExact } from '../format/times.ts';

/**
 * Says that what the page shows is old, while the server does not answer. It stands at the end of the page,
 * or in sight where that is further down: it moves nothing, and nothing stays hidden behind it.
 */
export function AwayNotice() {
  const since = useAwaySince();
  return (
    <Box role="status" pos="sticky" bottom={16} style={{ zIndex: 100, pointerEvents: 'none' }}>
      {since !== null && (
        <Alert
          color="yellow"
          title="The server does not answer"
          icon={<Icon name="attention" />}
          role="presentation"
          maw={480}
          mt="lg"
          mx="auto"
          style={{ boxShadow: 'var(--mantine-shadow-md)', pointerEvents: 'auto' }}
        >
          {since > 0 && `What you see is from ${formatExact(since)}. `}
          Still trying; this page recovers by itself.
        </Alert>
      )}
    </Box>
  );
}
