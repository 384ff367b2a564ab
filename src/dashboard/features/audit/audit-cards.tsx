import { Box, Group, Paper, Text } from '@mantine/core';
import type { AuditListProps } from './audit-table.tsx';
import { actionInWords } from './audit-words.ts';
import { From, Outcome, Target, When, Who } from './event-fields.tsx';

/** The same as the table, where that does not fit. */
export function AuditCards({ events }: AuditListProps) {
  return (
    <ul aria-label="Events" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {events.map((event) => (
        <Paper component="li" key={event.id} mb={8} px="md" py="sm" fz="sm">
          <Group justify="space-between" align="flex-start" gap="xs" mb={6}>
            <Box flex={1} miw={140}>
              <Text size="sm" fw={500}>
                {actionInWords(event.action)}
              </Text>
              <Target event={event} />
            </Box>
            <div>
              <Outcome event={event} />
            </div>
          </Group>
          <Group align="flex-start" gap="xs" style={{ overflowWrap: 'anywhere' }}>
            <Box flex="1 1 8rem">
              <Who event={event} />
            </Box>
            <Box flex="1 1 8rem">
              <When event={event} />
            </Box>
            <Box flex="1 1 17rem">
              <From event={event} />
            </Box>
          </Group>
        </Paper>
      ))}
    </ul>
  );
}
