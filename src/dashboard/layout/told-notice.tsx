import { Affix, Paper, Text } from '@mantine/core';
import { useTold } from '../api/told.ts';

/** A word of what was done, which goes away by itself. */
export function ToldNotice() {
  const told = useTold();
  return (
    <Affix position={{ bottom: 16, right: 16 }} style={{ pointerEvents: 'none' }}>
      <div role="status" aria-label="Done">
        {told && (
          <Paper key={told.id} px="md" py="sm" shadow="md" maw={360}>
            <Text size="sm">{told.text}</Text>
          </Paper>
        )}
      </div>
    </Affix>
  );
}
