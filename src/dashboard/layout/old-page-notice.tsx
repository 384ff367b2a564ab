import { Alert, Box, Button, Group, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { dismissOldPage, noteOtherBuild, useOldPage } from '../api/build.ts';
import { useAwaySince } from '../api/connection.ts';
import { Icon } from '../components/icons.tsx';

const words = {
  updated: {
    title: 'Fulmar has been updated',
    text: 'This page is still from the previous version. Reloading it discards what you have typed in a form.',
  },
  incomplete: {
    title: 'Part of this page did not load',
    text: 'Reload it to try again. That discards what you have typed in a form.',
  },
};

/**
 * Offers to load the page again where the server was updated under it, which is looked for when the server
 * answers again, or where a part of it did not load. It stands as the notice of a server that is away does.
 */
export function OldPageNotice() {
  const reason = useOldPage();
  const isAway = useAwaySince() !== null;
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !isAway) void noteOtherBuild();
    wasAway.current = isAway;
  }, [isAway]);
  return (
    <Box role="status" pos="sticky" bottom={16} style={{ zIndex: 100, pointerEvents: 'none' }}>
      {reason && (
        <Alert
          title={words[reason].title}
          icon={<Icon name="restart" />}
          role="presentation"
          maw={480}
          mt="lg"
          mx="auto"
          style={{ boxShadow: 'var(--mantine-shadow-md)', pointerEvents: 'auto' }}
        >
          <Text size="sm">{words[reason].text}</Text>
          <Group gap="xs" mt="sm">
            <Button size="xs" onClick={() => location.reload()}>
              Reload
            </Button>
            <Button size="xs" variant="default" onClick={dismissOldPage}>
              Later
            </Button>
          </Group>
        </Alert>
      )}
    </Box>
  );
}
